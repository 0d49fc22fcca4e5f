#include "redline/base/duration.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace redline::base {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

/// Longest first, so that compounds print from large to small.
constexpr std::array<Unit, 8> units{{{"w", 604'800'000'000'000},
                                     {"d", 86'400'000'000'000},
                                     {"h", 3'600'000'000'000},
                                     {"m", 60'000'000'000},
                                     {"s", 1'000'000'000},
                                     {"ms", 1'000'000},
                                     {"us", 1'000},
                                     {"ns", 1}}};

const Unit* unit_named(std::string_view name) {
    for (const auto& unit : units)
        if (unit.name == name) return &unit;
    return nullptr;
}

tl::unexpected<Error> not_a_duration(std::string_view text) {
    return failure(ErrorCode::invalid_input, fmt::format("`{}` is not a duration", text),
                   "write a number and a unit: 250ms, 1.5s, 2m, 1h30m, 30d");
}

/// Takes "number unit" off the front of `rest`; nothing when it does not stand there.
Result<long double> take_part(std::string_view& rest, std::string_view whole) {
    double number = 0;
    const auto [end, code] =
        std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
    if (code != std::errc{} || !std::isfinite(number) || rest.front() == '-') return not_a_duration(whole);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    const auto letters = std::min(rest.find_first_of("0123456789."), rest.size());
    const auto* unit = unit_named(rest.substr(0, letters));
    if (unit == nullptr) return not_a_duration(whole);
    rest.remove_prefix(letters);
    return static_cast<long double>(number) * static_cast<long double>(unit->nanoseconds);
}

/// `value` in `unit` if a short decimal tells it exactly.
std::string decimal_text(std::int64_t nanoseconds, const Unit& unit) {
    auto text = fmt::format("{}.{:0{}}", nanoseconds / unit.nanoseconds, nanoseconds % unit.nanoseconds,
                            static_cast<int>(std::log10(static_cast<double>(unit.nanoseconds)) + 0.5));
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text + std::string(unit.name);
}

} // namespace

Result<Duration> parse_duration(std::string_view text) {
    auto rest = text;
    long double total = 0;
    if (rest.empty()) return not_a_duration(text);
    while (!rest.empty()) {
        const auto part = take_part(rest, text);
        if (!part) return tl::unexpected(part.error());
        total += *part;
    }
    if (total >= 0x1p63L - 0.5L)
        return failure(ErrorCode::invalid_input, fmt::format("`{}` is too long a time", text));
    return Duration{std::llround(total)};
}

std::string to_text(Duration duration) {
    if (duration.count() == 0) return "0s";
    std::string text = duration.count() < 0 ? "-" : "";
    const auto magnitude = static_cast<std::uint64_t>(duration.count());
    auto left =
        duration.count() < 0 ? 0 - magnitude : magnitude; // unsigned: the least duration has no opposite
    for (const auto& unit : units) {
        const auto size = static_cast<std::uint64_t>(unit.nanoseconds);
        if (left < size) continue;
        if (unit.nanoseconds <= 1'000'000'000)
            return text + decimal_text(static_cast<std::int64_t>(left), unit);
        text += fmt::format("{}{}", left / size, unit.name);
        left %= size;
    }
    return text;
}

std::string to_brief_text(Duration duration) {
    const auto millis = in_milliseconds(duration);
    if (millis >= 999'500) return fmt::format("{:.0f} s", millis / 1000);
    if (millis >= 999.5) return fmt::format("{:.3g} s", millis / 1000);
    const int decimals = millis < 9.995 ? (millis < 0.9995 ? 3 : 2) : (millis < 99.95 ? 1 : 0);
    return fmt::format("{:.{}f} ms", millis, decimals);
}

} // namespace redline::base
