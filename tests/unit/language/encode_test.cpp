#include "redline/language/encode.hpp"

#include <algorithm>
#include <cctype>

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/base/random.hpp"

using namespace redline;

namespace {

using Encode = void (*)(std::size_t, std::string&);

/// The text after what must stay as it is.
std::string encoded(Encode encode, std::string_view text) {
    std::string whole = "kept \" \r /";
    const auto start = whole.size();
    encode(start, whole.append(text));
    BOOST_TEST(whole.starts_with("kept \" \r /"));
    return whole.substr(start);
}

std::string random_bytes(base::Random& random) {
    std::string text;
    for (auto left = random.below(40); left > 0; --left) text += static_cast<char>(random.below(256));
    return text;
}

/// Percent-decoding as RFC 3986, section 2.1, has it, for capital digits.
std::string decoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            bytes += text[at];
            continue;
        }
        const auto high = digits.find(text[at + 1]);
        const auto low = digits.find(text[at + 2]);
        bytes += static_cast<char>(high << 4 | low);
        at += 2;
    }
    return bytes;
}

} // namespace

BOOST_AUTO_TEST_SUITE(encode)

BOOST_AUTO_TEST_CASE(plain_text_stays_as_it_is) {
    for (const auto encode :
         {language::encode_path_from, language::encode_header_from, language::encode_json_from})
        for (const auto* text : {"", "Mary-Smith_7.x~"}) BOOST_TEST(encoded(encode, text) == text);
}

BOOST_AUTO_TEST_CASE(each_place_has_its_own_escapes) {
    BOOST_TEST(encoded(language::encode_path_from, "a b/c?d#é%\r\n") == "a%20b%2Fc%3Fd%23%C3%A9%25%0D%0A");
    BOOST_TEST(encoded(language::encode_header_from, "a\r\nX: é\t\x7f!") == "a  X: é  !");
    BOOST_TEST(encoded(language::encode_json_from, "\"a\\b\"\n\x01 é/") == R"(\"a\\b\"\n\u0001 é/)");
    BOOST_TEST(encoded(language::encode_json_from, "bad \xff byte") == "bad \xef\xbf\xbd byte");
}

BOOST_AUTO_TEST_CASE(a_path_decodes_to_the_same_bytes) {
    constexpr std::uint64_t seed = 5;
    base::Random random(seed);
    for (int i = 0; i < 2000; ++i) {
        const auto bytes = random_bytes(random);
        const auto path = encoded(language::encode_path_from, bytes);
        const bool safe = std::all_of(path.begin(), path.end(), [](unsigned char c) {
            return std::isalnum(c) != 0 ||
                   std::string_view("-._~%").find(static_cast<char>(c)) != std::string_view::npos;
        });
        BOOST_TEST_REQUIRE(safe, path << " with seed " << seed);
        BOOST_TEST_REQUIRE(decoded(path) == bytes);
    }
}

BOOST_AUTO_TEST_CASE(a_header_stays_one_line_of_the_same_length) {
    constexpr std::uint64_t seed = 6;
    base::Random random(seed);
    for (int i = 0; i < 2000; ++i) {
        const auto bytes = random_bytes(random);
        const auto header = encoded(language::encode_header_from, bytes);
        BOOST_TEST_REQUIRE(header.size() == bytes.size());
        BOOST_TEST_REQUIRE(std::none_of(header.begin(), header.end(),
                                        [](unsigned char c) { return c < 0x20 || c == 0x7f; }));
    }
}

BOOST_AUTO_TEST_CASE(any_bytes_make_one_json_string) {
    constexpr std::uint64_t seed = 7;
    base::Random random(seed);
    for (int i = 0; i < 2000; ++i) {
        const auto inside = encoded(language::encode_json_from, random_bytes(random));
        const auto json = base::parse_json("\"" + inside + "\"", "string");
        BOOST_TEST_REQUIRE(json.has_value(), inside << " with seed " << seed);
        BOOST_TEST_REQUIRE(json->is_string());
    }
}

BOOST_AUTO_TEST_SUITE_END()
