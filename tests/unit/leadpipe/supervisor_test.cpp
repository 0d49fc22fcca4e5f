#include <boost/test/unit_test.hpp>

#include <csignal>

#include "redline/leadpipe/supervisor.hpp"
#include "scratch_folder.hpp"

using namespace redline;
using namespace redline::leadpipe;

// What a supervisor does with roles that live is seen with the real program, in integration/pipeline/up_down.

BOOST_AUTO_TEST_SUITE(supervisor)

BOOST_AUTO_TEST_CASE(a_role_that_cannot_start_is_named_with_its_last_words_and_nothing_is_left) {
    const test::ScratchFolder folder;
    tracer::Tracer tracer({});
    base::SystemClock clock;
    // The program that is started is this one, and it has no such test.
    Supervisor supervisor(folder.path(), {{"odd", {"--run_test=no_such_suite"}, 0}}, tracer, clock);
    const auto started = supervisor.start();
    BOOST_REQUIRE(!started.has_value());
    BOOST_TEST(started.error().message.starts_with("odd did not start: exit status "));
    BOOST_TEST(started.error().message.find('\n') != std::string::npos);
    BOOST_TEST(started.error().hint == "its files are in " + (folder.path() / "odd").string());
    BOOST_TEST(!std::filesystem::exists(pipeline_file(folder.path())));
    BOOST_TEST(!is_running(supervisor.record().roles.at(0).process));
}

BOOST_AUTO_TEST_CASE(the_signals_it_blocked_are_open_again_afterwards) {
    const auto blocked = [] {
        sigset_t now;
        ::sigprocmask(SIG_BLOCK, nullptr, &now);
        return ::sigismember(&now, SIGTERM) == 1;
    };
    tracer::Tracer tracer({});
    base::SystemClock clock;
    {
        const Supervisor supervisor("/", {}, tracer, clock);
        BOOST_TEST(blocked());
        BOOST_TEST(supervisor.record().supervisor.pid == ::getpid());
    }
    BOOST_TEST(!blocked());
}

BOOST_AUTO_TEST_SUITE_END()
