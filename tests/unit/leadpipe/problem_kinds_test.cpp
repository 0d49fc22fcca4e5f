#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "redline/leadpipe/problem_kinds.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

struct Made {
    std::string kind, status, title, file;
};

/// Every problem the sources make: a status, a kind and a title side by side.
std::vector<Made> problems_made() {
    const std::regex problem(R"re([({]\s*([45]\d\d),\s*"([a-z0-9-]+)",\s*"([^"]+)")re");
    std::vector<Made> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(REDLINE_SOURCE_DIR "/examples/pipeline/src")) {
        const auto text = text_of(entry.path());
        for (auto at = std::sregex_iterator(text.begin(), text.end(), problem); at != std::sregex_iterator();
             ++at)
            found.push_back({(*at)[2], (*at)[1], (*at)[3], entry.path().filename()});
    }
    return found;
}

/// The intake still gives this kind a title of its own.
bool has_own_title(const Made& made) {
    return made.file == "intake.cpp" && made.kind == "ledger-unavailable";
}

/// The simulated buyers are not this API.
bool is_of_buyers(const Made& made) { return made.file == "buyer_service.cpp"; }

} // namespace

BOOST_AUTO_TEST_SUITE(problem_kinds)

BOOST_AUTO_TEST_CASE(every_problem_in_the_sources_is_of_a_kind_in_the_table) {
    const auto all = problems_made();
    BOOST_TEST(all.size() > 20U);
    for (const auto& made : all) {
        if (is_of_buyers(made)) continue;
        const auto* kind = find_problem_kind(made.kind);
        BOOST_TEST((kind != nullptr), made.kind << " of " << made.file << " is missing in problem_kinds.cpp");
        if (kind == nullptr) continue;
        BOOST_TEST(std::to_string(kind->status) == made.status, made.kind << " in " << made.file);
        BOOST_TEST((kind->title == made.title || has_own_title(made)), made.kind << " in " << made.file);
    }
}

BOOST_AUTO_TEST_CASE(no_kind_is_in_the_table_that_nobody_makes) {
    std::set<std::string> made;
    for (const auto& each : problems_made()) made.insert(each.kind);
    for (const auto& kind : leadpipe::problem_kinds())
        BOOST_TEST(made.contains(std::string(kind.kind)), kind.kind);
}

BOOST_AUTO_TEST_CASE(the_table_is_in_order_and_each_says_what_to_do) {
    const auto kinds = leadpipe::problem_kinds();
    BOOST_TEST(std::is_sorted(kinds.begin(), kinds.end(),
                              [](const auto& a, const auto& b) { return a.kind < b.kind; }));
    for (const auto& kind : kinds) {
        BOOST_TEST(kind.way_out.ends_with('.'), kind.kind);
        BOOST_TEST((find_problem_kind(kind.kind) == &kind));
    }
    BOOST_TEST((find_problem_kind("") == nullptr));
    BOOST_TEST((find_problem_kind("busi") == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
