#include "redline/leadpipe/contact.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "redline/leadpipe/text_fold.hpp"

namespace redline::leadpipe {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

bool is_blank_or_control(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; }

/// Letters, digits and hyphens, or bytes of an internationalised name (RFC 5890); no hyphen at the ends.
bool is_domain_label(std::string_view label) {
    const auto fits = [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), fits);
}

bool is_domain(std::string_view domain) {
    if (domain.find('.') == std::string_view::npos) return false;
    for (;;) {
        const auto dot = domain.find('.');
        if (!is_domain_label(domain.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

/// Takes `size` digits off the front of `rest`.
std::optional<int> take_digits(std::string_view& rest, std::size_t size) {
    if (rest.size() < size ||
        !std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size), is_digit))
        return std::nullopt;
    int value = 0;
    std::from_chars(rest.data(), rest.data() + size, value);
    rest.remove_prefix(size);
    return value;
}

bool take_one_of(std::string_view& rest, std::string_view allowed) {
    if (rest.empty() || allowed.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& rest) {
    const auto year = take_digits(rest, 4);
    if (!year || !take_one_of(rest, "-")) return std::nullopt;
    const auto month = take_digits(rest, 2);
    if (!month || !take_one_of(rest, "-")) return std::nullopt;
    const auto day = take_digits(rest, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::optional<std::chrono::seconds> take_time(std::string_view& rest) {
    const auto hour = take_digits(rest, 2);
    if (!hour || *hour > 23 || !take_one_of(rest, ":")) return std::nullopt;
    const auto minute = take_digits(rest, 2);
    if (!minute || *minute > 59 || !take_one_of(rest, ":")) return std::nullopt;
    const auto second = take_digits(rest, 2);
    if (!second || *second > 60) return std::nullopt;
    if (take_one_of(rest, ".")) {
        if (rest.empty() || !is_digit(rest.front())) return std::nullopt;
        while (!rest.empty() && is_digit(rest.front())) rest.remove_prefix(1);
    }
    return std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(std::min(*second, 59));
}

std::optional<std::chrono::seconds> take_offset(std::string_view& rest) {
    if (take_one_of(rest, "Zz")) return std::chrono::seconds(0);
    const bool behind = rest.starts_with('-');
    if (!take_one_of(rest, "+-")) return std::nullopt;
    const auto hours = take_digits(rest, 2);
    if (!hours || *hours > 23 || !take_one_of(rest, ":")) return std::nullopt;
    const auto minutes = take_digits(rest, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return behind ? -offset : offset;
}

} // namespace

Read<std::string> read_email(std::string_view text) {
    std::string email(trimmed(text));
    std::transform(email.begin(), email.end(), email.begin(), lower);
    if (email.size() > 254) return tl::unexpected<std::string_view>("is longer than 254 bytes");
    const auto at = email.rfind('@');
    if (at == std::string::npos) return tl::unexpected<std::string_view>("has no @");
    if (at == 0 || at > 64)
        return tl::unexpected<std::string_view>("has nothing or more than 64 bytes before its @");
    if (std::any_of(email.begin(), email.end(), is_blank_or_control) || email.find('@') != at)
        return tl::unexpected<std::string_view>("has a blank, a control character or a second @");
    if (!is_domain(std::string_view(email).substr(at + 1)))
        return tl::unexpected<std::string_view>("has no domain name after its @");
    return email;
}

Read<std::string> read_phone(std::string_view text) {
    if (text.size() > 64) return tl::unexpected<std::string_view>("is longer than 64 bytes");
    const auto folded = fold_to_ascii(text).value_or(std::string());
    const auto extension = folded.find_first_of("X#E;");
    std::string digits;
    for (const char c : std::string_view(folded).substr(0, extension))
        if (is_digit(c)) digits += c;
    if (digits.size() == 11 && digits.front() == '1') digits.erase(0, 1);
    if (digits.size() != 10)
        return tl::unexpected<std::string_view>("does not have the ten digits of a US number");
    if (digits[0] < '2' || digits[3] < '2')
        return tl::unexpected<std::string_view>("has an area code or exchange that begins with 0 or 1");
    return digits;
}

Read<std::string> read_certificate(std::string_view text) {
    std::string certificate(trimmed(text));
    std::transform(certificate.begin(), certificate.end(), certificate.begin(), lower);
    const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
    if (certificate.size() != 40 || !std::all_of(certificate.begin(), certificate.end(), is_hex))
        return tl::unexpected<std::string_view>("is not 40 hexadecimal digits");
    return certificate;
}

Read<std::chrono::sys_seconds> read_timestamp(std::string_view text) {
    constexpr std::string_view wrong = "is not an RFC 3339 time such as 2026-05-01T12:34:56Z";
    auto rest = trimmed(text);
    const auto date = take_date(rest);
    if (!date || !take_one_of(rest, "Tt ")) return tl::unexpected(wrong);
    const auto time = take_time(rest);
    if (!time) return tl::unexpected(wrong);
    const auto offset = take_offset(rest);
    if (!offset || !rest.empty()) return tl::unexpected(wrong);
    return std::chrono::sys_seconds{*date} + *time - *offset;
}

} // namespace redline::leadpipe
