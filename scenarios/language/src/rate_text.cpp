#include "rate_text.hpp"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "redline/language/read_scenario.hpp"

namespace redline::language {

namespace {

/// Takes ` in N steps` off the end of `text`: N, 0 where it is not there, nothing where it is wrong.
std::optional<std::size_t> take_steps(std::string_view& text) {
    constexpr std::string_view before = " in ", after = " steps";
    const auto at = text.find(before);
    if (at == std::string_view::npos) return 0;
    auto number = text.substr(at + before.size());
    text = text.substr(0, at);
    if (!number.ends_with(after)) return std::nullopt;
    number.remove_suffix(after.size());
    std::size_t steps = 0;
    const auto* end = number.data() + number.size();
    const auto [rest, code] = std::from_chars(number.data(), end, steps);
    if (code != std::errc{} || rest != end || steps < 2 || steps > steps_of_a_staircase_max)
        return std::nullopt;
    return steps;
}

/// duration · i / count, where the product alone might not fit.
base::Duration part_of(base::Duration duration, std::int64_t i, std::int64_t count) {
    return duration / count * i + duration % count * i / count;
}

tl::unexpected<base::Error> wrong(std::string message, std::string hint = {}) {
    return base::failure(base::ErrorCode::invalid_input, std::move(message), std::move(hint));
}

} // namespace

bool too_high(base::Rate rate) { return rate.per_second > arrival_rate_max.per_second; }

base::Result<RateText> parse_rate_text(std::string_view text) {
    constexpr std::string_view separator = " to ";
    auto rest = text;
    const auto steps = take_steps(rest);
    const auto at = rest.find(separator);
    const bool level = at == std::string_view::npos;
    const auto from = base::parse_rate(rest.substr(0, at));
    const auto to = level ? from : base::parse_rate(rest.substr(at + separator.size()));
    if (!steps || !from || !to || (level && *steps > 0))
        return wrong(fmt::format("`{}` is not an arrival rate", text),
                     "write a rate, a ramp or a staircase: 200/s, 20/s to 200/s, 50/s to 250/s in 5 steps");
    if (too_high(*from) || too_high(*to)) return wrong(std::string(too_high_text));
    return RateText{*from, *to, *steps};
}

base::Result<base::Rate> parse_arrival_rate(std::string_view text) {
    const auto rate = base::parse_rate(text);
    if (rate && too_high(*rate)) return wrong(std::string(too_high_text));
    return rate;
}

base::Result<base::Factor> parse_growth(std::string_view text) {
    const auto factor = base::parse_factor(text);
    if (factor && factor->times == 0)
        return wrong(fmt::format("`{}` leaves nothing", text), "write how many times as much: 4x, 0.5x");
    return factor;
}

std::vector<loadgen::RatePoint> points_of(const RateText& text, base::Duration duration) {
    if (text.steps == 0) return {{base::Duration(0), text.from}, {duration, text.to}};
    std::vector<base::Rate> levels(text.steps);
    const auto rise = (text.to.per_second - text.from.per_second) / static_cast<double>(text.steps - 1);
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i].per_second = text.from.per_second + rise * static_cast<double>(i);
    levels.back() = text.to;
    return staircase(levels, duration);
}

std::vector<loadgen::RatePoint> staircase(std::span<const base::Rate> levels, base::Duration duration) {
    std::vector<loadgen::RatePoint> points;
    const auto count = static_cast<std::int64_t>(levels.size());
    for (std::int64_t i = 0; i < count; ++i) {
        const auto level = levels[static_cast<std::size_t>(i)];
        points.push_back({part_of(duration, i, count), level});
        points.push_back({part_of(duration, i + 1, count), level});
    }
    return points;
}

} // namespace redline::language
