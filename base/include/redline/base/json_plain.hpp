/// Why this exists: nearly every text put into JSON or read from it is plain ASCII, for which nothing is to
/// be done but copying. How far that goes is looked at eight bytes at a time.
///
/// Pure.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace redline::base {

/// Whether a byte stands for itself in a JSON string and is ASCII: no control, quotation mark or backslash.
constexpr bool plain_in_json(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// Of the eight bytes of `word`, which are not plain: their highest bits. Above the first one there may be
/// more than are due, for the subtractions borrow upwards (Lamport 1975, "Multiple byte processing with
/// full-word instructions"; Bit Twiddling Hacks, "Determine if a word has a byte less than n").
constexpr std::uint64_t not_plain_in_json(std::uint64_t word) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t highest = 0x80 * ones;
    const auto quotes = word ^ ones * '"';
    const auto backslashes = word ^ ones * '\\';
    return ((word - 0x20 * ones) | (quotes - ones) | (backslashes - ones) | word) & highest;
}

/// How many bytes at the front of `text` are plain.
inline std::size_t plain_prefix(std::string_view text) {
    static_assert(std::endian::native == std::endian::little);
    const auto found_at = [&](std::size_t at) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        return static_cast<std::size_t>(std::countr_zero(not_plain_in_json(word))) / 8;
    };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8)
        if (const auto found = found_at(at); found < 8) return at + found;
    // What is left is looked at together with bytes before it, known to be plain.
    if (text.size() >= 8) return text.size() - 8 + found_at(text.size() - 8);
    while (at < text.size() && plain_in_json(text[at])) ++at;
    return at;
}

} // namespace redline::base
