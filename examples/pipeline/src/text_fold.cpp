#include "redline/leadpipe/text_fold.hpp"

#include <array>
#include <cstdint>

#include "redline/base/json_text.hpp"

namespace redline::leadpipe {

namespace {

/// U+00C0 … U+00FF and U+0100 … U+017F by base letter, after the Unicode character names.
constexpr std::string_view latin_1_letters =
    "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO OUUUUYTY";
constexpr std::string_view latin_extended_a_letters =
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLLNNNNNNNNN"
    "OOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";
static_assert(latin_1_letters.size() == 64 && latin_extended_a_letters.size() == 128);

std::uint32_t code_point(std::string_view sequence) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(sequence[at]); };
    constexpr std::uint32_t lead_masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t value = byte(0) & lead_masks[sequence.size()];
    for (std::size_t at = 1; at < sequence.size(); ++at) value = value << 6 | (byte(at) & 0x3fU);
    return value;
}

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string_view ascii_reading(std::uint32_t c) {
    static constexpr auto text = [] {
        std::array<char, 128> table{};
        for (unsigned at = 0; at < 128; ++at)
            table[at] = at < 0x20 || at == 0x7f ? ' ' : static_cast<char>(at);
        for (char letter = 'a'; letter <= 'z'; ++letter) table[static_cast<unsigned>(letter)] = upper(letter);
        table['\n'] = ',';
        table['\r'] = ',';
        return table;
    }();
    return {&text[c], 1};
}

std::string_view latin_1_sign_reading(std::uint32_t c) {
    switch (c) {
    case 0xa0: return " ";
    case 0xaa: return "A";
    case 0xba: return "O";
    case 0xbc: return " 1/4";
    case 0xbd: return " 1/2";
    case 0xbe: return " 3/4";
    default: return {};
    }
}

std::string_view punctuation_reading(std::uint32_t c) {
    if (c >= 0x2000 && c <= 0x200a) return " ";
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58) return "-";
    if (c >= 0x2018 && c <= 0x201b) return "'";
    if (c >= 0x201c && c <= 0x201f) return "\"";
    if (c == 0x2028 || c == 0x2029) return ",";
    if (c == 0x2026 || c == 0x202f || c == 0x205f || c == 0x3000) return " ";
    if (c == 0x2044) return "/";
    if (c == 0x2116) return "#";
    return {};
}

std::string_view reading(std::uint32_t c) {
    if (c < 0x80) return ascii_reading(c);
    if (c < 0xc0) return latin_1_sign_reading(c);
    if (c < 0x100) return latin_1_letters.substr(c - 0xc0, 1);
    if (c < 0x180) return latin_extended_a_letters.substr(c - 0x100, 1);
    if (c >= 0xff01 && c <= 0xff5e) return ascii_reading(c - 0xfee0);
    return punctuation_reading(c);
}

} // namespace

std::optional<std::string> fold_to_ascii(std::string_view utf8) {
    std::string folded;
    folded.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto size = base::utf8_sequence_size(utf8);
        if (size == 0) return std::nullopt;
        folded += reading(code_point(utf8.substr(0, size)));
        utf8.remove_prefix(size);
    }
    return folded;
}

std::string comparison_form(std::string_view utf8) {
    auto folded = fold_to_ascii(utf8).value_or(std::string());
    std::erase_if(folded, [](char c) { return !((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')); });
    return folded.empty() ? std::string(utf8) : folded;
}

} // namespace redline::leadpipe
