#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/api_keys.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

std::string complaint(std::string_view text) {
    const auto keys = ApiKeys::parse(text, "keys");
    return keys ? "none" : base::to_text(keys.error());
}

} // namespace

BOOST_AUTO_TEST_SUITE(api_keys)

BOOST_AUTO_TEST_CASE(a_key_names_its_source_and_class) {
    const auto keys = ApiKeys::parse("# who may post\n\nk-4d1f0a53 acme priority\n"
                                     "k-90ab33cc\twebsites  standard # slow ones\r\nk-aaaaaaaa acme bulk",
                                     "keys");
    BOOST_REQUIRE(keys.has_value());
    BOOST_TEST(!keys->open());
    BOOST_TEST(keys->find("k-4d1f0a53")->source == "acme");
    BOOST_TEST((keys->find("k-4d1f0a53")->client_class == ClientClass::priority));
    BOOST_TEST(keys->find("k-90ab33cc")->source == "websites");
    BOOST_TEST((keys->find("k-aaaaaaaa")->client_class == ClientClass::bulk));
}

BOOST_AUTO_TEST_CASE(nothing_but_the_whole_key_is_the_key) {
    const auto keys = ApiKeys::parse("k-4d1f0a53 acme priority\n", "keys");
    for (const auto* wrong : {"", "k-4d1f0a5", "k-4d1f0a533", "K-4d1f0a53", "k-4d1f0a54", "acme"})
        BOOST_TEST(!keys->find(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(no_file_is_open) { BOOST_TEST(ApiKeys().open()); }

BOOST_AUTO_TEST_CASE(mistakes_are_told_with_their_place_and_without_the_key) {
    BOOST_TEST(complaint("k-4d1f0a53 acme priorty\n") == "keys:1:17: there is no class of clients `priorty`\n"
                                                         "    1 | ********** acme priorty\n"
                                                         "      |                 ^~~~~~~\n"
                                                         "      = did you mean `priority`?");
    const auto many = complaint("short acme bulk\nk-4d1f0a53 acme\nk-4d1f0a53 a/b bulk\n"
                                "k-4d1f0a53 acme bulk more\nk-4d1f0a53 acme bulk\nk-4d1f0a53 acme bulk\n");
    for (const auto* part :
         {"keys:1:1: this is no key", "keys:2:12: the line ends too early", "keys:3:12: `a/b` is no name",
          "keys:4:22: the line has more", "keys:6:1: this key has come before"})
        BOOST_TEST(many.find(part) != std::string::npos, part << " is missing in " << many);
    BOOST_TEST(many.find("k-4d1f0a53") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_without_keys_is_a_mistake) {
    BOOST_TEST(complaint("# nobody yet\n").starts_with("keys holds 0 keys"));
}

BOOST_AUTO_TEST_CASE(texts_are_compared_to_their_ends) {
    BOOST_TEST(equal_in_constant_time("", ""));
    BOOST_TEST(equal_in_constant_time("abc", "abc"));
    BOOST_TEST(!equal_in_constant_time("abc", "abd"));
    BOOST_TEST(!equal_in_constant_time("bbc", "abc"));
    BOOST_TEST(!equal_in_constant_time("abc", "ab"));
}

BOOST_AUTO_TEST_SUITE_END()
