#include "redline/leadpipe/store_values.hpp"

#include <charconv>

#include <fmt/format.h>

namespace redline::leadpipe {

namespace {

constexpr std::string_view form = "dddd-dd-dd";

bool has_form(std::string_view text) {
    if (text.size() != form.size()) return false;
    for (std::size_t at = 0; at < form.size(); ++at) {
        const bool digit = text[at] >= '0' && text[at] <= '9';
        if (form[at] == 'd' ? !digit : text[at] != form[at]) return false;
    }
    return true;
}

int number_in(std::string_view digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

} // namespace

Day day_of(base::WallTime time) { return std::chrono::floor<std::chrono::days>(time); }

std::string day_text(Day day) {
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Day> parse_day(std::string_view text) {
    if (!has_form(text)) return std::nullopt;
    const std::chrono::year_month_day date(
        std::chrono::year(number_in(text.substr(0, 4))),
        std::chrono::month(static_cast<unsigned>(number_in(text.substr(5, 2)))),
        std::chrono::day(static_cast<unsigned>(number_in(text.substr(8, 2)))));
    if (!date.ok()) return std::nullopt;
    return Day(date);
}

} // namespace redline::leadpipe
