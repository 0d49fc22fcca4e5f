// Strings written by hand against the parser, and UTF-8 against a decoder that computes code points.
#include "redline/base/json_text.hpp"

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "seeds.hpp"

namespace redline::property {

namespace {

/// Bytes that lean towards trouble: lead and continuation bytes, quotes, controls.
std::string hostile_bytes(base::Random& random) {
    constexpr std::string_view trouble =
        "\"\\\n\r\t\x7f\xc0\xc2\xe0\xe2\xed\xef\xf0\xf4\xf5\x80\x9f\xa0\xbf\xff";
    std::string text;
    for (auto left = random.below(20); left > 0; --left)
        text +=
            random.chance(0.6) ? trouble[random.below(trouble.size())] : static_cast<char>(random.below(256));
    return text;
}

/// The size of the sequence at the front by decoding it and checking the code point, as RFC 3629 defines it.
std::size_t naive_sequence_size(std::string_view text) {
    if (text.empty()) return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t size = lead < 0x80         ? 1
                             : lead >> 5 == 0x6  ? 2
                             : lead >> 4 == 0xe  ? 3
                             : lead >> 3 == 0x1e ? 4
                                                 : 0;
    if (size == 0 || text.size() < size) return 0;
    std::uint32_t point = size == 1 ? lead : lead & (0x7fU >> size);
    for (std::size_t at = 1; at < size; ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >> 6 != 2) return 0;
        point = point << 6 | (byte & 0x3fU);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return point < least[size] || surrogate || point > 0x10ffff ? 0 : size;
}

/// `text` with every byte that begins no valid sequence replaced by U+FFFD.
std::string replaced(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const auto size = naive_sequence_size(text);
        valid += size == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return valid;
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_json_text)

BOOST_AUTO_TEST_CASE(sequence_sizes_agree_with_decoding) {
    for_random_values("sequences", 200'000, [](base::Random& random) {
        const auto text = hostile_bytes(random);
        BOOST_TEST_REQUIRE(base::utf8_sequence_size(text) == naive_sequence_size(text));
    });
}

BOOST_AUTO_TEST_CASE(every_code_point_has_its_size_or_none) {
    for (std::uint32_t point = 0x80; point < 0x120000; ++point) {
        const char four[] = {
            static_cast<char>(0xf0 | point >> 18), static_cast<char>(0x80 | (point >> 12 & 0x3f)),
            static_cast<char>(0x80 | (point >> 6 & 0x3f)), static_cast<char>(0x80 | (point & 0x3f))};
        const std::string_view text(four, 4);
        BOOST_TEST_REQUIRE(base::utf8_sequence_size(text) == naive_sequence_size(text), "U+" << point);
    }
}

BOOST_AUTO_TEST_CASE(what_is_appended_is_read_back_with_replacements) {
    for_random_values("strings", 50'000, [](base::Random& random) {
        const auto text = hostile_bytes(random);
        std::string json;
        base::append_json_string(json, text);
        const auto read = base::parse_json(json, "x");
        BOOST_TEST_REQUIRE(read.has_value(), json);
        BOOST_TEST_REQUIRE(read->get<std::string>() == replaced(text), json);
    });
}

BOOST_AUTO_TEST_CASE(any_bytes_are_json_or_refused_and_what_is_read_prints_and_reads_the_same) {
    for_random_values("texts", 50'000, [](base::Random& random) {
        constexpr std::string_view letters = "[]{}:,\"\"\\0123eE+-.truefalsn \n\xff";
        std::string text;
        for (auto left = random.below(16); left > 0; --left) text += letters[random.below(letters.size())];
        const auto read = base::parse_json(text, "x");
        if (read) BOOST_TEST_REQUIRE((base::parse_json(base::to_text(*read), "x").value() == *read), text);
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
