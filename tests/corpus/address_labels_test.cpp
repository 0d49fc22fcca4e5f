// The labeller against labels people gave, and both it and address repair against every address line there
// is.
#include "redline/leadpipe/address_labels.hpp"

#include <cstdio>
#include <sstream>

#include "address_label_training.hpp"
#include "corpus_file.hpp"
#include "redline/leadpipe/address.hpp"

using namespace redline;
using namespace redline::test;

namespace {

constexpr auto labelled_path = "addresses/us_labeled_tokens.jsonl";

std::vector<LabelledLine> all_lines() {
    std::istringstream text(corpus_text(labelled_path));
    return labelled_lines(text);
}

TokenScore score_of(const std::vector<LabelledLine>& lines) {
    TokenScore sum;
    for (const auto& line : lines) {
        const auto score = tokens_right(line, leadpipe::label_address(line.line));
        sum.right += score.right;
        sum.of += score.of;
    }
    return sum;
}

void print(const char* half, const TokenScore& score) {
    std::printf("%s lines: %zu of %zu tokens right, %.2f %%\n", half, score.right, score.of,
                score.share() * 100);
}

/// Whatever a file holds is a hostile address line: heads, quotes and separators as well.
std::vector<std::string> hostile_lines() {
    std::vector<std::string> lines;
    for (const auto* path : {"addresses/us_messy_lines.tsv", "addresses/us_clean_openaddresses_rrad.csv",
                             "addresses/chicago_duplicates_with_true_ids.csv", labelled_path})
        for (auto& line : corpus_lines(path)) lines.push_back(std::move(line));
    for (const auto& line : all_lines()) lines.push_back(line.line);
    return lines;
}

bool covers(const std::vector<leadpipe::LabelledToken>& tokens, std::string_view line) {
    std::size_t bytes = 0, blanks = 0;
    for (const auto& token : tokens) bytes += token.text.size();
    for (std::size_t at = 0; at < line.size(); ++at) {
        blanks += std::string_view(" \t\n\v\f\r").find(line[at]) != std::string_view::npos;
        blanks += line.substr(at).starts_with("\xc2\xa0") ? 2 : 0;
    }
    return bytes + blanks == line.size();
}

} // namespace

BOOST_AUTO_TEST_SUITE(address_labels)

BOOST_AUTO_TEST_CASE(nine_tokens_in_ten_are_right_on_lines_that_chose_nothing) {
    const auto lines = all_lines();
    BOOST_REQUIRE(lines.size() == 1667U);
    print("odd", score_of(odd_lines(lines)));
    const auto even = score_of(even_lines(lines));
    print("even", even);
    BOOST_TEST(even.share() >= 0.9);
}

BOOST_AUTO_TEST_CASE(the_table_is_what_the_odd_lines_teach) {
    BOOST_TEST((learn(odd_lines(all_lines()), {}) == leadpipe::learnt_weights()),
               "train_address_labels prints another table than address_label_weights.cpp holds");
}

BOOST_AUTO_TEST_CASE(no_address_line_is_too_much_for_labels_or_repair) {
    std::size_t repaired = 0;
    const auto lines = hostile_lines();
    for (const auto& line : lines) {
        BOOST_TEST_REQUIRE(covers(leadpipe::label_address(line), line));
        const auto address = leadpipe::parse_address(line);
        if (!address) continue;
        ++repaired;
        BOOST_TEST_REQUIRE((leadpipe::parse_address(leadpipe::to_text(*address)) == address));
    }
    std::printf("%zu lines labelled, %zu of them repaired\n", lines.size(), repaired);
    BOOST_TEST(repaired > lines.size() / 2);
}

BOOST_AUTO_TEST_SUITE_END()
