#include "redline/language/requests.hpp"

#include <algorithm>
#include <set>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "redline/base/json.hpp"
#include "redline/base/random.hpp"
#include "redline/language/read_scenario.hpp"
#include "scenario_file.hpp"

using namespace redline;
using namespace redline::language;

namespace {

constexpr std::string_view sample_flows = R"(
flows:
  - name: sell-lead
    steps:
      - name: post-lead
        post: /v1/leads
        json: { lead: "{{ lead }}", source: web, idempotency_key: "{{ uuid }}" }
        check: [status == 202, latency < 1s]
      - name: look
        get: "/v1/leads/{{ other.address.line }}?n={{ index }}"
        headers: { X-Email: "<{{ lead.email }}>", X-Id: "{{ uuid }}" }
)";

std::shared_ptr<const Scenario> scenario_of(std::uint64_t seed = 42) {
    const test::ScenarioFile file(test::scenario_text(sample_flows));
    auto scenario = read_scenario(file.path(), {{}, seed, nullptr});
    BOOST_TEST_REQUIRE(scenario.has_value());
    return std::make_shared<const Scenario>(std::move(*scenario));
}

loadgen::PreparedRequest prepared(const loadgen::Traffic& traffic, std::uint64_t flow, std::uint32_t step) {
    loadgen::PreparedRequest into;
    traffic.prepare(flow, step, into);
    return into;
}

/// The first `flows` flows' requests, one after another.
std::string sequence(const loadgen::Traffic& traffic, std::uint64_t flows) {
    std::string all;
    for (std::uint64_t flow = 0; flow < flows; ++flow)
        for (std::uint32_t step = 0; step < 2; ++step) all += prepared(traffic, flow, step).bytes;
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(requests)

/// The ids were computed by a second implementation (SplitMix64 and Python's uuid module).
BOOST_AUTO_TEST_CASE(a_seed_prepares_these_very_bytes) {
    const test::ScenarioFile file(test::scenario_text(R"(
flows:
  - name: sell-lead
    steps:
      - post: "/v1/leads/{{ uuid }}?n={{ index }}"
        headers: { X-Id: "<{{ uuid }}>" }
        json: { source: web, numbers: [1, "{{ index }}"], idempotency_key: "{{ uuid }}" }
)"));
    auto scenario = read_scenario(file.path(), {});
    BOOST_TEST_REQUIRE(scenario.has_value());
    const auto traffic = traffic_of(std::make_shared<const Scenario>(std::move(*scenario)));
    const auto request = prepared(traffic, 7, 0);
    BOOST_TEST(request.bytes ==
               fmt::format("POST /v1/leads/903f8e64-200f-48b3-acf7-d575b8a9b1db?n=7 HTTP/1.1\r\n"
                           "Host: 127.0.0.1:8080\r\n"
                           "User-Agent: {}\r\n"
                           "Content-Type: application/json\r\n"
                           "X-Id: <121fe15d-6d82-411d-96dd-64336a799fdb>\r\n"
                           "traceparent: 00-1eea398ea8853ef539c595800f7b1dde-c63a6a7ff084e221-01\r\n"
                           "Content-Length: 89\r\n"
                           "\r\n"
                           "{{\"source\":\"web\",\"numbers\":[1,7],"
                           "\"idempotency_key\":\"a3942b9c-5011-4097-9932-3b31a07b2a44\"}}",
                           user_agent()));
}

/// Against the feed itself: traffic of seed 42 keys its data `lead` by that name.
BOOST_AUTO_TEST_CASE(a_request_carries_the_lead_of_its_flow) {
    const auto traffic = traffic_of(scenario_of(42));
    const traffic::LeadFeed feed({traffic::DirtProfile::hostile, 0.2},
                                 base::Random::keyed(42, "lead", 0).next());
    for (std::uint64_t flow = 0; flow < 100; ++flow) {
        std::string lead;
        feed.append_json(flow, lead);
        const auto bytes = prepared(traffic, flow, 0).bytes;
        BOOST_TEST(bytes.substr(bytes.find("\r\n\r\n") + 4)
                       .starts_with("{\"lead\":" + lead + ",\"source\":\"web\","));
    }
}

BOOST_AUTO_TEST_CASE(the_same_request_is_the_same_bytes_in_any_order_on_any_thread) {
    const auto traffic = traffic_of(scenario_of());
    constexpr std::uint64_t flows = 500;
    std::vector<std::string> in_order;
    for (std::uint64_t flow = 0; flow < flows; ++flow)
        for (std::uint32_t step = 0; step < 2; ++step)
            in_order.push_back(prepared(traffic, flow, step).bytes);
    std::vector<std::string> shuffled(in_order.size());
    constexpr std::uint64_t seed = 11;
    std::vector<std::size_t> order(in_order.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    base::Random random(seed);
    for (auto i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    const auto work = [&](std::size_t first) {
        loadgen::PreparedRequest reused;
        for (auto i = first; i < order.size(); i += 3) {
            traffic.prepare(order[i] / 2, static_cast<std::uint32_t>(order[i] % 2), reused);
            shuffled[order[i]] = reused.bytes;
        }
    };
    { std::jthread one(work, 0), two(work, 1), three(work, 2); }
    BOOST_TEST((shuffled == in_order), "order shuffled with seed " << seed);
    BOOST_TEST((std::set<std::string>(in_order.begin(), in_order.end()).size() == in_order.size()));
}

BOOST_AUTO_TEST_CASE(another_seed_is_other_traffic_and_the_same_seed_the_same) {
    const auto one = sequence(traffic_of(scenario_of(42)), 50);
    BOOST_TEST((one == sequence(traffic_of(scenario_of(42)), 50)));
    BOOST_TEST((one != sequence(traffic_of(scenario_of(43)), 50)));
}

BOOST_AUTO_TEST_CASE(the_trace_named_is_the_trace_sent_and_no_other_requests) {
    const auto traffic = traffic_of(scenario_of());
    std::set<base::TraceId> traces;
    for (std::uint64_t flow = 0; flow < 300; ++flow) {
        for (std::uint32_t step = 0; step < 2; ++step) {
            const auto request = prepared(traffic, flow, step);
            const auto at = request.bytes.find("\r\ntraceparent: ");
            BOOST_TEST_REQUIRE(at != std::string::npos);
            const auto parent = base::parse_traceparent(std::string_view(request.bytes).substr(at + 15, 55));
            BOOST_TEST_REQUIRE(parent.has_value());
            BOOST_TEST((parent->trace_id == request.trace_id));
            BOOST_TEST(parent->sampled);
            traces.insert(request.trace_id);
        }
    }
    BOOST_TEST(traces.size() == 600U);
}

BOOST_AUTO_TEST_CASE(every_request_is_framed_by_its_own_length) {
    const auto traffic = traffic_of(scenario_of());
    for (std::uint64_t flow = 0; flow < 1000; ++flow) {
        const auto request = prepared(traffic, flow, 0);
        const auto end = request.bytes.find("\r\n\r\n");
        BOOST_TEST_REQUIRE(end != std::string::npos);
        BOOST_TEST(request.bytes.substr(0, end).ends_with(
            fmt::format("Content-Length: {}", request.bytes.size() - end - 4)));
        BOOST_TEST(base::parse_json(std::string_view(request.bytes).substr(end + 4), "body").has_value());
        const auto look = prepared(traffic, flow, 1).bytes;
        BOOST_TEST(std::count(look.begin(), look.end(), '\n') == 7, look);
    }
}

BOOST_AUTO_TEST_CASE(every_step_of_a_flow_sees_the_same_lead) {
    const auto traffic = traffic_of(scenario_of());
    for (std::uint64_t flow = 0; flow < 200; ++flow) {
        const auto lead = prepared(traffic, flow, 0).bytes;
        const auto from = lead.find("\"email\":\"") + 9;
        const auto email = lead.substr(from, lead.find('"', from) - from);
        const auto look = prepared(traffic, flow, 1).bytes;
        BOOST_TEST(look.find("X-Email: <" + email + ">") != std::string::npos, look);
    }
}

BOOST_AUTO_TEST_CASE(a_steps_header_replaces_the_default_of_its_name) {
    const test::ScenarioFile file(test::scenario_text(R"(
flows:
  - name: f
    steps:
      - { name: own, get: /1, headers: { x-team: own } }
      - { name: default, get: /2 }
)",
                                                      "defaults: { headers: { X-Team: all, X-B: b } }\n"));
    auto scenario = read_scenario(file.path(), {});
    BOOST_TEST_REQUIRE(scenario.has_value());
    const auto traffic = traffic_of(std::make_shared<const Scenario>(std::move(*scenario)));
    BOOST_TEST(prepared(traffic, 0, 0).bytes.find("\r\nx-team: own\r\nX-B: b\r\n") != std::string::npos);
    BOOST_TEST(prepared(traffic, 0, 0).bytes.find("X-Team: all") == std::string::npos);
    BOOST_TEST(prepared(traffic, 0, 1).bytes.find("\r\nX-Team: all\r\nX-B: b\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(answers_are_judged_by_the_checks_of_their_step) {
    const auto traffic = traffic_of(scenario_of());
    loadgen::Response response;
    response.status = 404;
    BOOST_TEST(traffic.judge(0, response).failed_checks == 1U);
    BOOST_TEST(!traffic.judge(0, response).status_accepted);
    BOOST_TEST(traffic.judge(1, response).failed_checks == 0U);
    response.status = 202;
    response.response_time = std::chrono::seconds(2);
    BOOST_TEST(traffic.judge(0, response).failed_checks == 2U);
    BOOST_TEST(traffic.judge(0, response).status_accepted);
}

BOOST_AUTO_TEST_CASE(the_functions_outlive_whoever_asked_for_them) {
    auto scenario = scenario_of();
    const auto traffic = traffic_of(scenario);
    const auto before = prepared(traffic, 5, 0).bytes;
    scenario.reset();
    BOOST_TEST(prepared(traffic, 5, 0).bytes == before);
}

BOOST_AUTO_TEST_CASE(a_body_is_wanted_as_far_as_checks_look_into_it) {
    const test::ScenarioFile file(test::scenario_text(R"(
flows:
  - name: look
    steps:
      - get: /status
        check: [status == 200]
      - get: /state
        check: ['$.state == "sold"']
)"));
    auto scenario = read_scenario(file.path(), {});
    BOOST_TEST_REQUIRE(scenario.has_value());
    const auto traffic = traffic_of(std::make_shared<const Scenario>(std::move(*scenario)));
    BOOST_TEST(prepared(traffic, 0, 0).body_bytes_wanted == 200); // what a sample shows
    BOOST_TEST(prepared(traffic, 0, 1).body_bytes_wanted == 64 * 1024);
}

BOOST_AUTO_TEST_SUITE_END()
