#include "redline/base/quantity.hpp"

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace redline::base {

namespace {

/// Takes a non-negative decimal off the front of `rest`.
std::optional<double> take_number(std::string_view& rest) {
    double number = 0;
    const auto [end, code] =
        std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
    if (code != std::errc{} || !std::isfinite(number) || std::signbit(number)) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return number;
}

double take_multiplier(std::string_view& rest) {
    const double multiplier = rest.starts_with('k') ? 1e3 : rest.starts_with('M') ? 1e6 : 1;
    if (multiplier > 1) rest.remove_prefix(1);
    return multiplier;
}

std::optional<double> seconds_in(std::string_view per) {
    if (per == "/s") return 1;
    if (per == "/min") return 60;
    if (per == "/h") return 3600;
    return std::nullopt;
}

} // namespace

Result<Rate> parse_rate(std::string_view text) {
    auto rest = text;
    const auto number = take_number(rest);
    const auto multiplier = number ? take_multiplier(rest) : 1;
    const auto seconds = seconds_in(rest);
    if (!number || !seconds)
        return failure(ErrorCode::invalid_input, fmt::format("`{}` is not a rate", text),
                       "write a number and a time: 200/s, 10k/s, 90/min");
    return Rate{*number * multiplier / *seconds};
}

Result<Share> parse_share(std::string_view text) {
    auto rest = text;
    const auto number = take_number(rest);
    if (!number || rest != "%" || *number > 100)
        return failure(ErrorCode::invalid_input, fmt::format("`{}` is not a percentage", text),
                       "write a number from 0 to 100 and a percent sign: 12%, 99.9%");
    return Share{*number / 100};
}

std::string to_text(Rate rate) { return fmt::format("{}/s", rate.per_second); }

std::string to_text(Share share) {
    // 15 digits hide the rounding of the division by 100 and still read back to the same double.
    return fmt::format("{:.15g}%", share.ratio * 100);
}

std::string with_thousands(std::uint64_t count) {
    auto digits = fmt::format("{}", count);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

} // namespace redline::base
