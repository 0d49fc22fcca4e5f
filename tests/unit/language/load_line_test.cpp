#include "redline/language/load_line.hpp"

#include <fstream>
#include <set>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "redline/language/requests.hpp"
#include "redline/loadgen/schedule.hpp"
#include "scenario_file.hpp"

using namespace redline;
using namespace redline::language;
using namespace std::chrono_literals;

namespace {

LoadLine line_to(std::string url) {
    LoadLine line;
    line.url = std::move(url);
    return line;
}

Scenario well_read(const LoadLine& line) {
    auto scenario = read_load(line, 7);
    BOOST_TEST_REQUIRE(scenario.has_value(), (scenario ? "" : to_text(scenario.error())));
    return std::move(*scenario);
}

std::string mistake(const LoadLine& line) {
    const auto scenario = read_load(line, 7);
    return scenario ? std::string() : to_text(scenario.error());
}

std::string first_request(const LoadLine& line) {
    loadgen::PreparedRequest request;
    traffic_of(std::make_shared<const Scenario>(well_read(line))).prepare(0, 0, request);
    return request.bytes;
}

/// A list of targets in a file of its own.
class TargetsFile {
  public:
    explicit TargetsFile(const std::string& list) { folder_.write("targets", list); }

    LoadLine line() const {
        LoadLine line;
        line.targets = path();
        return line;
    }
    std::string path() const { return (folder_.path().parent_path() / "targets").string(); }

  private:
    test::ScenarioFile folder_{""};
};

} // namespace

BOOST_AUTO_TEST_SUITE(load_line)

BOOST_AUTO_TEST_CASE(a_url_alone_is_a_gentle_open_load) {
    const auto scenario = well_read(line_to("127.0.0.1:8080/a?b=1"));
    const auto& plan = scenario.plan;
    BOOST_TEST(!plan.users.has_value());
    BOOST_TEST_REQUIRE(plan.stages.size() == 1U);
    BOOST_TEST(plan.stages[0].from.per_second == 50);
    BOOST_TEST((plan.stages[0].from == plan.stages[0].to));
    BOOST_TEST((plan.stages[0].duration == 10s));
    BOOST_TEST(plan.seed == 7U);
    BOOST_TEST_REQUIRE(plan.steps.size() == 1U);
    BOOST_TEST(plan.steps[0].name == "GET /a?b=1");
    BOOST_TEST(plan.steps[0].route == "/a");
    BOOST_TEST(first_request(line_to("127.0.0.1:8080/a?b=1"))
                   .starts_with("GET /a?b=1 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"));
}

BOOST_AUTO_TEST_CASE(users_make_it_closed_with_a_connection_each) {
    auto line = line_to("localhost");
    line.users = "20";
    line.think_time = "5ms";
    auto plan = well_read(line).plan;
    BOOST_TEST_REQUIRE(plan.users.has_value());
    BOOST_TEST(plan.users->count == 20U);
    BOOST_TEST((plan.users->think_time == 5ms));
    BOOST_TEST(plan.connections == 20U);
    line.connections = "5";
    BOOST_TEST(well_read(line).plan.connections == 5U);
}

BOOST_AUTO_TEST_CASE(a_number_of_requests_takes_its_time_at_the_rate) {
    auto line = line_to("localhost");
    line.rate = "200/s";
    line.requests = "500";
    BOOST_TEST((well_read(line).plan.stages[0].duration == 2500ms));
    BOOST_TEST(well_read(line).plan.flows_max == 500U);
    line.duration = "1s";
    BOOST_TEST((well_read(line).plan.stages[0].duration == 1s));
}

BOOST_AUTO_TEST_CASE(a_body_makes_it_a_post_as_in_curl) {
    auto line = line_to("localhost/f");
    line.body = "a=1";
    auto sent = first_request(line);
    BOOST_TEST(sent.starts_with("POST /f HTTP/1.1\r\n"));
    BOOST_TEST(sent.find("Content-Type: application/x-www-form-urlencoded\r\n") != std::string::npos);
    BOOST_TEST(sent.ends_with("Content-Length: 3\r\n\r\na=1"));
    line.method = "put";
    line.headers = {"content-type: text/plain", "X-A: {{ uuid }}"};
    sent = first_request(line);
    BOOST_TEST(sent.starts_with("PUT /f HTTP/1.1\r\n"));
    BOOST_TEST(sent.find("urlencoded") == std::string::npos);
    BOOST_TEST(sent.find("X-A: {{ uuid }}\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_body_in_a_file_is_sent_byte_by_byte) {
    const TargetsFile file("two\nlines\n");
    auto line = line_to("localhost");
    line.body = "@" + file.path();
    BOOST_TEST(first_request(line).ends_with("Content-Length: 10\r\n\r\ntwo\nlines\n"));
}

BOOST_AUTO_TEST_CASE(the_wire_is_as_the_options_say) {
    const TargetsFile pem("a certificate");
    auto line = line_to("https://localhost");
    line.http = "2";
    line.io = "epoll";
    line.ca_file = line.certificate_file = line.key_file = pem.path();
    line.proxy = "socks5h://127.0.0.1:1080";
    line.local_addresses = {"127.0.0.2", "::1"};
    line.requests_per_connection = "10";
    line.resolve_every = "30s";
    line.compressed = true;
    line.timeout = "1s";
    const auto plan = well_read(line).plan;
    BOOST_TEST(plan.target.tls);
    BOOST_TEST(plan.target.port == 443);
    BOOST_TEST((plan.wire.protocol == loadgen::Protocol::http2));
    BOOST_TEST((plan.backend == loadgen::Backend::epoll));
    BOOST_TEST(plan.wire.tls.key_file == pem.path());
    BOOST_TEST(plan.wire.tls.verify);
    BOOST_TEST(plan.wire.proxy == "socks5h://127.0.0.1:1080");
    BOOST_TEST(plan.wire.local_addresses.size() == 2U);
    BOOST_TEST(plan.wire.requests_per_connection == 10U);
    BOOST_TEST((plan.wire.resolve_every == 30s));
    BOOST_TEST(plan.wire.gzip);
    BOOST_TEST((plan.timeout == 1s));
}

BOOST_AUTO_TEST_CASE(targets_are_read_as_vegeta_writes_them) {
    const TargetsFile body("{}");
    const TargetsFile list("# a remark\nGET http://localhost:80/a\nGET http://localhost/b\nX-B: 1\n\n\n"
                           "POST http://localhost/a\r\nX-C: 2\r\n@" +
                           body.path() + "\n");
    const auto scenario = well_read(list.line());
    BOOST_TEST_REQUIRE(scenario.plan.flows.size() == 3U);
    BOOST_TEST_REQUIRE(scenario.plan.steps.size() == 3U);
    BOOST_TEST(scenario.plan.steps[2].name == "POST /a");
    std::string out;
    RequestDraw draw(7, 0, 0, {});
    append_request(scenario.requests[2], {}, draw, out);
    BOOST_TEST(out.find("\r\nX-C: 2\r\n") != std::string::npos);
    BOOST_TEST(out.find("X-B") == std::string::npos);
    BOOST_TEST(out.find("Content-Type") == std::string::npos);
    BOOST_TEST(out.ends_with("\r\n\r\n{}"));
}

/// Whatever a list holds, each request goes where its label says, and there are few labels.
BOOST_AUTO_TEST_CASE(names_are_bounded_and_what_is_beyond_goes_by_other) {
    std::string list;
    for (int i = 0; i < 300; ++i)
        list += fmt::format("{} http://localhost/{}\n", i % 100 == 99 ? "HEAD" : "GET", i);
    const TargetsFile file(list);
    const auto scenario = std::make_shared<const Scenario>(well_read(file.line()));
    const auto& plan = scenario->plan;
    BOOST_TEST(plan.flows.size() == 300U);
    BOOST_TEST_REQUIRE(plan.steps.size() == target_names_max + 2);
    BOOST_TEST(plan.steps[100].name == "(other)");
    BOOST_TEST(plan.steps[101].name == "HEAD (other)");
    BOOST_TEST(plan.steps[101].method == "HEAD");
    std::set<std::uint32_t> steps;
    for (const auto& flow : plan.flows) steps.insert(flow.steps.at(0));
    BOOST_TEST(steps.size() == plan.steps.size());
    const loadgen::Schedule schedule(plan);
    const auto traffic = traffic_of(scenario);
    for (std::uint64_t index = 0; index < 500; ++index) {
        const auto flow = schedule.flow_of(index);
        loadgen::PreparedRequest request;
        traffic.prepare(index, plan.flows[flow].steps[0], request);
        BOOST_TEST_REQUIRE(request.bytes.find(fmt::format(" /{} HTTP/1.1\r\n", flow)) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(every_mistake_in_a_list_has_its_place) {
    const TargetsFile file(
        "GET http://localhost/a\nno header\n\nFETCH\nGET http://other/\nGET ftp://localhost/\n");
    BOOST_TEST(mistake(file.line()) ==
               fmt::format("{0}:2:1: `no header` is not a header: no colon in it\n"
                           "    2 | no header\n      | ^~~~~~~~~\n      = write Name: value\n"
                           "{0}:4:1: a target is a method and a URL\n"
                           "    4 | FETCH\n      | ^~~~~\n      = GET http://127.0.0.1/\n"
                           "{0}:5:5: a load has one host and port, and this is another\n"
                           "    5 | GET http://other/\n      |     ^~~~~~~~~~~~~\n"
                           "      = the first target is on http://localhost\n"
                           "{0}:6:5: `ftp://localhost/` is not a URL that can be loaded\n"
                           "    6 | GET ftp://localhost/\n      |     ^~~~~~~~~~~~~~~~\n"
                           "      = write http://… or https://…",
                           file.path()));
    const TargetsFile empty("\n# nothing\n");
    BOOST_TEST(mistake(empty.line()).find("names no target") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_meant_together_is_refused) {
    struct Case {
        std::string message;
        void (*change)(LoadLine&);
    };
    const Case cases[] = {
        {"--users with --rate", [](LoadLine& l) { l.users = "1", l.rate = "1/s"; }},
        {"--think-time without --users", [](LoadLine& l) { l.think_time = "1s"; }},
        {"--late with --users", [](LoadLine& l) { l.users = "1", l.late = "drop"; }},
        {"a URL and --targets", [](LoadLine& l) { l.targets = "list"; }},
        {"there is a key, but no certificate",
         [](LoadLine& l) { l.url = "https://x", l.key_file = "/dev/null"; }},
        {"certificates are for https", [](LoadLine& l) { l.insecure = true; }},
        {"not reached through a proxy",
         [](LoadLine& l) { l.unix_socket = "/s", l.proxy = "http://localhost"; }},
        {"is not one request", [](LoadLine& l) { l.rate = "1/h"; }},
        {"--connections 0: not a number from 1 to 65535", [](LoadLine& l) { l.connections = "0"; }},
        {"--timeout 3: ", [](LoadLine& l) { l.timeout = "3"; }},
        {"--cacert nowhere.pem: `nowhere.pem` cannot be read",
         [](LoadLine& l) { l.ca_file = "nowhere.pem"; }},
        {"--method CONNECT: ", [](LoadLine& l) { l.method = "CONNECT"; }},
    };
    for (const auto& c : cases) {
        auto line = line_to("http://localhost");
        c.change(line);
        BOOST_TEST_CONTEXT(c.message << ": " << mistake(line))
        BOOST_TEST((mistake(line).find(c.message) != std::string::npos));
    }
}

BOOST_AUTO_TEST_CASE(thresholds_may_name_a_target_and_only_one_there_is) {
    auto line = line_to("localhost/a");
    line.thresholds = {"p99 < 250ms", "errors < 1% on \"GET /a\" during load"};
    BOOST_TEST(well_read(line).thresholds.size() == 2U);
    line.thresholds = {"p99 < 250ms on b"};
    BOOST_TEST(mistake(line).starts_with("--threshold:1:16: "));
}

BOOST_AUTO_TEST_SUITE_END()
