#include "redline/base/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace redline::base {

namespace {

/// Takes a non-negative decimal off the front of `rest`; nothing when none stands there or no double holds
/// it.
std::optional<double> take_number(std::string_view& rest) {
    double number = 0;
    const auto [end, code] =
        std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
    if (code != std::errc{} || !std::isfinite(number) || std::signbit(number)) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return number;
}

/// `value` in the fewest plain digits that read back to it (an exponent would read as a word).
std::string decimal_text(double value) {
    std::array<char, 1100> digits{}; // The smallest double has 1074 decimals.
    const auto [end, code] =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    return {digits.data(), end};
}

/// The decimal `number` with its point moved two places to the right.
std::string hundredfold(std::string number) {
    const auto point = std::min(number.find('.'), number.size());
    number.erase(point, 1);
    number.resize(std::max(number.size(), point + 2), '0');
    if (number.size() > point + 2) number.insert(point + 2, ".");
    return number.erase(0, std::min(number.find_first_not_of('0'), point + 1));
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
    if (!number || !seconds || !std::isfinite(*number * multiplier))
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
    // Read again a hundredth as large: dividing would round twice, and 99.9% would not be 0.999.
    const auto hundredth = std::string(text.substr(0, text.size() - 1)) + "e-2";
    Share share;
    std::from_chars(hundredth.data(), hundredth.data() + hundredth.size(), share.ratio);
    return share;
}

Result<Factor> parse_factor(std::string_view text) {
    auto rest = text;
    const auto number = take_number(rest);
    if (!number || rest != "x")
        return failure(ErrorCode::invalid_input, fmt::format("`{}` is not a factor", text),
                       "write how many times as much: 4x, 0.5x");
    return Factor{*number};
}

std::string to_text(Rate rate) { return decimal_text(rate.per_second) + "/s"; }
std::string to_text(Share share) { return hundredfold(decimal_text(share.ratio)) + '%'; }
std::string to_text(Factor factor) { return decimal_text(factor.times) + 'x'; }

std::string with_thousands(std::uint64_t count) {
    auto digits = fmt::format("{}", count);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

} // namespace redline::base
