#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/address_tokens.hpp"

using namespace redline::leadpipe;

namespace {

/// The words with a `|` where a break was.
std::string shown(std::string_view folded) {
    std::string text;
    for (const auto& word : words_of(folded)) {
        if (!text.empty()) text += word.breaks ? " | " : " ";
        text += word.text;
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(address_tokens)

BOOST_AUTO_TEST_CASE(punctuation_separates_or_vanishes) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"1 MAIN ST.,SPRINGFIELD", "1 MAIN ST | SPRINGFIELD"},
        {"P.O. BOX 7", "PO BOX 7"},
        {"P.O.BOX 7", "PO BOX 7"},
        {"L STREET N.W. STE. 800", "L STREET NW STE 800"},
        {"ST.LOUIS", "ST LOUIS"},
        {"AVE.SUITE 4", "AVE SUITE 4"},
        {"#4B", "# 4B"},
        {"ROUTE#12", "ROUTE # 12"},
        {"O'HARE", "OHARE"},
        {"45-12 46TH ST", "45-12 46TH ST"},
        {"1541 - 12TH AVE", "1541 12TH AVE"},
        {"12 1/2 ELM", "12 1/2 ELM"},
        {"MAIN ST/5TH AVE", "MAIN ST & 5TH AVE"},
        {"MAIN @ 5TH", "MAIN & 5TH"},
        {"C/O SMITH", "C/O SMITH"},
        {"BOX 5\\NUNIT 9", "BOX 5 | UNIT 9"},
        {"A (REAR) B; C", "A | REAR | B | C"},
        {",,, ,", ""},
        {"---", ""},
    };
    for (const auto& [folded, words] : cases)
        BOOST_TEST(shown(folded) == words, folded << " gave " << shown(folded));
}

BOOST_AUTO_TEST_CASE(words_are_told_apart) {
    for (const auto* word : {"12", "12A", "45-12", "1/2", "N6W23001", "W156N9762"})
        BOOST_TEST(is_house_number(word), word);
    for (const auto* word : {"5TH", "MAIN", "N", "", "A1", "APT4B"}) BOOST_TEST(!is_house_number(word), word);
    BOOST_TEST(is_ordinal("22ND"));
    BOOST_TEST(!is_ordinal("TH"));
    BOOST_TEST(is_number("007"));
    BOOST_TEST(!is_number(""));
    BOOST_TEST(has_digit("A1"));
    BOOST_TEST(!has_digit("AB"));
}

BOOST_AUTO_TEST_CASE(joined_reads_a_stretch) {
    const auto words = words_of("A B, C D");
    BOOST_TEST(joined(words, 1, 3) == "B C");
    BOOST_TEST(joined(words, 3, 99) == "D");
    BOOST_TEST(joined(words, 2, 2) == "");
}

BOOST_AUTO_TEST_SUITE_END()
