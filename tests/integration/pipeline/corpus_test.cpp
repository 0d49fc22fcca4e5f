#include <boost/test/unit_test.hpp>

#include <map>

#include <fmt/format.h>

#include "http_exchange.hpp"
#include "leadpipe_process.hpp"
#include "sample_lead.hpp"

using namespace redline;
using namespace redline::test;

namespace {

/// ctest reads this status as "skipped" (SKIP_RETURN_CODE).
constexpr int skipped_status = 77;

/// The second column of address/us_messy_lines.tsv, below its heading.
std::vector<std::string> messy_lines() {
    const auto* folder = std::getenv("REDLINE_CORPUS_DIR");
    if (folder == nullptr) {
        fmt::print("skipped: REDLINE_CORPUS_DIR is not set, there are no real addresses to post\n");
        std::fflush(stdout);
        std::_Exit(skipped_status);
    }
    std::vector<std::string> lines;
    std::ifstream in(std::filesystem::path(folder) / "addresses" / "us_messy_lines.tsv");
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) lines.push_back(line.substr(line.find('\t') + 1));
    return lines;
}

} // namespace

BOOST_AUTO_TEST_SUITE(corpus)

BOOST_AUTO_TEST_CASE(every_real_address_is_answered_and_none_is_lost) {
    const auto lines = messy_lines();
    BOOST_REQUIRE(lines.size() == 2989U);
    ServingLeadpipe leadpipe;
    HttpConnection connection(leadpipe.port());
    std::vector<std::string> taken;
    std::map<std::string, unsigned> refused;
    for (unsigned index = 0; index < lines.size(); ++index) {
        auto lead = sample_lead(index);
        lead["address"]["line"] = lines[index];
        const Headers json{{"Content-Type", "application/json"}};
        BOOST_REQUIRE(connection.send(request_text("POST", "/v1/leads", body_of(lead), json)));
        const auto reply = connection.read_reply();
        BOOST_REQUIRE_MESSAGE(reply, "no answer to line " << index + 2);
        const auto answer = base::Json::parse(reply->body);
        BOOST_TEST_REQUIRE((reply->status == 202 || reply->status == 422),
                           "line " << index + 2 << ": " << reply->body);
        if (reply->status == 202)
            taken.push_back(answer.at("lead_id").get<std::string>());
        else
            ++refused[answer.at("detail").get<std::string>()];
    }
    for (const auto& id : taken) {
        connection.send(request_text("GET", "/v1/leads/" + id));
        const auto reply = connection.read_reply();
        BOOST_REQUIRE(reply);
        BOOST_TEST(reply->status == 200, id << " was taken and is lost");
    }
    fmt::print("{} of {} lines taken\n", taken.size(), lines.size());
    for (const auto& [reason, count] : refused) fmt::print("{} refused: {}\n", count, reason);
    // Real people's addresses go through: what is refused are companies' departments and places without a
    // street.
    BOOST_TEST(taken.size() * 100 > lines.size() * 90);
}

BOOST_AUTO_TEST_SUITE_END()
