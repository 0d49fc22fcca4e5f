// Whole pipelines of real processes: what up starts, what survives a kill, what down stops and what it does
// not.
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <functional>
#include <set>

#include "fake_worker.hpp"
#include "http_exchange.hpp"
#include "leadpipe_process.hpp"
#include "redline/base/clock.hpp"
#include "redline/leadpipe/lead_id.hpp"
#include "redline/leadpipe/pipeline_file.hpp"
#include "sample_lead.hpp"

using namespace redline;
using namespace redline::test;
using leadpipe::is_running;
using namespace std::chrono_literals;

namespace {

/// The program to its end, with all it said.
Ended run(const std::string& words) {
    Ended ended;
    auto* said = ::popen((std::string(LEADPIPE_PROGRAM) + ' ' + words + " 2>&1").c_str(), "r");
    char bytes[4096];
    while (const auto count = std::fread(bytes, 1, sizeof bytes, said)) ended.output.append(bytes, count);
    const int status = ::pclose(said);
    ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return ended;
}

/// Waits for something that other processes bring about; false after 20 s.
bool comes_true(const std::function<bool()>& condition) {
    base::SystemClock clock;
    const auto deadline = clock.now() + 20s;
    while (!condition()) {
        if (clock.now() > deadline) return false;
        clock.sleep_until(clock.now() + 10ms);
    }
    return true;
}

/// Processes whose command line names this text.
int processes_naming(const std::string& text) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc"))
        if (file_text(entry.path() / "cmdline").find(text) != std::string::npos) ++count;
    return count;
}

/// A pipeline in a scratch folder, stopped at the end whatever happens.
struct Pipeline {
    explicit Pipeline(const std::string& words = "--workers 2 --gateway --balance=rr --gateway=--seed=1") {
        started = run("up --folder " + path() + ' ' + words);
    }
    ~Pipeline() { run("down --folder " + path()); }

    std::string path() const { return folder.path().string(); }
    leadpipe::PipelineRecord record() const { return leadpipe::read_pipeline_file(folder.path()).value(); }
    leadpipe::RoleRecord role(const std::string& name) const {
        for (const auto& each : record().roles)
            if (each.name == name) return each;
        return {};
    }
    unsigned short port() const { return record().roles.back().port; }

    /// Accepted leads of so many posts, by id.
    std::vector<std::string> post(unsigned count) {
        std::vector<std::string> ids;
        for (unsigned index = 0; index < count; ++index) {
            const auto reply = post_json(port(), "/v1/leads", body_of(sample_lead(posted++)));
            BOOST_REQUIRE_MESSAGE(reply.status == 202, reply.body);
            ids.push_back(base::Json::parse(reply.body)["lead_id"]);
        }
        return ids;
    }

    ScratchFolder folder;
    Ended started;
    unsigned posted = 0;
};

void kill_role(const leadpipe::ProcessIdentity& process) {
    BOOST_REQUIRE(leadpipe::send_signal(process, SIGKILL));
    BOOST_REQUIRE(comes_true([&] { return !is_running(process); }));
}

} // namespace

BOOST_AUTO_TEST_SUITE(up_down)

BOOST_FIXTURE_TEST_CASE(what_is_up_takes_leads_through_the_gateway_and_finds_each_again, Pipeline) {
    BOOST_TEST(started.status == 0);
    BOOST_TEST(started.output == "leadpipe up on http://127.0.0.1:" + std::to_string(port()) + '\n');
    std::set<unsigned> owners;
    for (const auto& id : post(6)) {
        owners.insert(leadpipe::worker_of(leadpipe::parse_lead_id(id).value()));
        const auto reply = get(port(), "/v1/leads/" + id);
        BOOST_TEST(reply.status == 200);
        BOOST_TEST(base::Json::parse(reply.body)["lead_id"] == id);
    }
    BOOST_TEST(owners.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(down_stops_the_gateway_first_and_leaves_nothing, Pipeline) {
    const auto before = record();
    BOOST_TEST(processes_naming(path()) >= 3);
    const auto stopped = run("down --folder " + path());
    BOOST_TEST(stopped.status == 0);
    const auto at = [&](const std::string& name) {
        return stopped.output.find("stopped " + name + " (pid ");
    };
    BOOST_TEST(at("gateway") < at("worker-1"));
    BOOST_TEST(at("worker-1") < at("worker-0"));
    BOOST_TEST(at("worker-0") != std::string::npos);
    BOOST_TEST(at("supervisor") != std::string::npos);
    BOOST_TEST(processes_naming(path()) == 0);
    for (const auto& role : before.roles) BOOST_TEST(!is_running(role.process));
    BOOST_TEST(!std::filesystem::exists(leadpipe::pipeline_file(folder.path())));
    BOOST_TEST(run("down --folder " + path()).output == "no pipeline runs in " + path() + '\n');
    BOOST_TEST(run("status --folder " + path()).status == 1);
}

BOOST_FIXTURE_TEST_CASE(a_worker_that_is_killed_comes_back_with_its_leads, Pipeline) {
    const auto ids = post(20);
    const auto killed = role("worker-0");
    kill_role(killed.process);
    BOOST_TEST(comes_true([&] { return is_running(role("worker-0").process); }));
    const auto back = role("worker-0");
    BOOST_TEST(back.port == killed.port);
    BOOST_TEST(back.restarts == 1); // nobody took its port meanwhile
    for (const auto& id : ids)
        BOOST_TEST(comes_true([&] { return get(port(), "/v1/leads/" + id).status == 200; }), id);
    const auto status = run("status --folder " + path());
    BOOST_TEST(status.status == 0);
    BOOST_TEST(status.output.find("restarts 1") != std::string::npos);
    // Leads go on being taken, by both.
    BOOST_TEST(
        comes_true([&] { return post_json(port(), "/v1/leads", body_of(sample_lead(500))).status == 202; }));
}

/// The supervisor's log says what a schedule made it do.
BOOST_AUTO_TEST_CASE(a_schedule_kills_and_pauses_what_it_names) {
    const ScratchFolder drill;
    const auto file = drill.path() / "drill.yaml";
    std::ofstream(file) << "version: 1\nfaults:\n"
                           "  - { at: 0s, kill: worker-1 }\n"
                           "  - { at: 1ms, for: 1ms, pause: worker-0 }\n"
                           "  - { at: 2ms, kill: worker-7 }\n";
    const Pipeline pipeline("--workers 2 --faults " + file.string());
    BOOST_TEST(pipeline.started.status == 0);
    BOOST_TEST(comes_true([&] { return pipeline.role("worker-1").restarts == 1; }));
    const auto log = [&] { return file_text(pipeline.folder.path() / "supervisor.log"); };
    BOOST_TEST(comes_true([&] { return log().find("fault found no such process") != std::string::npos; }));
    for (const auto* sent : {R"({"role":"worker-1","signal":9})", R"({"role":"worker-0","signal":19})",
                             R"({"role":"worker-0","signal":18})", R"({"role":"worker-7","signal":9})"})
        BOOST_TEST(log().find(sent) != std::string::npos, sent);
}

BOOST_FIXTURE_TEST_CASE(a_gateway_that_is_killed_comes_back_on_its_port, Pipeline) {
    const auto killed = record().roles.back();
    kill_role(killed.process);
    BOOST_TEST(comes_true([&] { return is_running(record().roles.back().process); }));
    BOOST_TEST(port() == killed.port);
    BOOST_TEST(comes_true([&] {
        try {
            return get(port(), "/readyz").status == 200;
        } catch (const std::runtime_error&) {
            return false;
        } // it does not listen yet
    }));
}

BOOST_FIXTURE_TEST_CASE(a_second_pipeline_in_the_folder_is_refused_with_the_way_out, Pipeline) {
    const auto before = record();
    const auto second = run("up --folder " + path());
    BOOST_TEST(second.status == 2);
    BOOST_TEST(second.output == "leadpipe: a pipeline runs in " + path() +
                                    " already\n  = stop it first: leadpipe down --folder " + path() + '\n');
    BOOST_TEST((record() == before));
    BOOST_TEST(get(port(), "/healthz").status == 200);
}

BOOST_AUTO_TEST_CASE(a_role_that_cannot_start_is_named_and_all_is_cleaned_up) {
    const Pipeline pipeline("--workers 2 --gateway=--balance=fastest");
    BOOST_TEST(pipeline.started.status == 2);
    const auto& said = pipeline.started.output;
    BOOST_TEST(said.starts_with("leadpipe: gateway did not start: exit status 2\n"
                                "    leadpipe: there is no way of balancing `fastest`\n"),
               said);
    BOOST_TEST(processes_naming(pipeline.path()) == 0);
    BOOST_TEST(!std::filesystem::exists(leadpipe::pipeline_file(pipeline.folder.path())));
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_is_told_before_anything_is_left) {
    const FakeWorker other("other");
    const auto taken = std::to_string(other.port());
    const Pipeline pipeline("--workers 1 --port " + taken);
    BOOST_TEST(pipeline.started.status == 2);
    BOOST_TEST(pipeline.started.output == "leadpipe: gateway cannot have port " + taken +
                                              ": Address already in use\n"
                                              "  = choose another port, or 0 for any free one\n");
    BOOST_TEST(processes_naming(pipeline.path()) == 0);
}

BOOST_FIXTURE_TEST_CASE(what_a_killed_supervisor_left_is_stopped_by_down_and_by_nothing_else, Pipeline) {
    const auto before = record();
    kill_role(before.supervisor);
    const auto second = run("up --folder " + path());
    BOOST_TEST(second.status == 2);
    BOOST_TEST(second.output.find("of an earlier pipeline still runs in " + path()) != std::string::npos);
    for (const auto& role : before.roles) BOOST_TEST(is_running(role.process));
    BOOST_TEST(run("down --folder " + path()).status == 0);
    for (const auto& role : before.roles) BOOST_TEST(!is_running(role.process));
    BOOST_TEST(processes_naming(path()) == 0);
}

BOOST_AUTO_TEST_CASE(a_process_that_only_has_the_number_is_left_alone) {
    const ScratchFolder folder;
    auto self = leadpipe::identify_process(::getpid()).value();
    ++self.start_ticks;
    BOOST_REQUIRE(
        leadpipe::write_pipeline_file(folder.path(), {self, {{"worker-0", self, 1, 0}}}).has_value());
    const auto stopped = run("down --folder " + folder.path().string());
    BOOST_TEST(stopped.status == 0);
    BOOST_TEST(stopped.output == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(zombie)

namespace {

/// The real gateway before a worker that answers pings and fails at work, and a sound one.
struct BeforeAZombie {
    explicit BeforeAZombie(const std::string& health)
        : gateway(folder.path(), {"gateway", "--worker", "127.0.0.1:" + std::to_string(dead_inside.port()),
                                  "--worker", "127.0.0.1:" + std::to_string(sound.port()), "--balance", "rr",
                                  "--health", health, "--check-every", "5ms", "--log", "log"}) {}

    base::Json zombie() const {
        return base::Json::parse(get(gateway.port(), "/admin/workers").body)["workers"][0];
    }
    int failures_of(int posts) const {
        int failures = 0;
        while (posts-- > 0) failures += post_json(gateway.port(), "/v1/leads", "{}").status == 500 ? 1 : 0;
        return failures;
    }

    std::atomic<int> pings{0};
    FakeWorker dead_inside{[this](const leadpipe::Request& request) {
        if (request.target != "/healthz") return FakeWorker::say(500, "no");
        ++pings;
        return FakeWorker::say(200, "ok");
    }};
    FakeWorker sound{"done"};
    ScratchFolder folder;
    LeadpipeProcess gateway;
};

} // namespace

BOOST_AUTO_TEST_CASE(a_deep_check_ejects_it) {
    const BeforeAZombie before("deep");
    BOOST_TEST(comes_true([&] { return before.zombie()["healthy"] == false; }));
    BOOST_TEST(before.failures_of(20) == 0);
}

BOOST_AUTO_TEST_CASE(a_shallow_check_keeps_it) {
    const BeforeAZombie before("shallow");
    BOOST_TEST(comes_true([&] { return before.pings > 20; }));
    BOOST_TEST(before.zombie()["healthy"] == true);
    BOOST_TEST(before.failures_of(20) == 10);
}

BOOST_AUTO_TEST_SUITE_END()
