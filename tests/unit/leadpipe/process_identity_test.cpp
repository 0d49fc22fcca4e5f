#include <boost/test/unit_test.hpp>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "redline/leadpipe/process_identity.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

void leave(int) { ::_exit(0); }

/// A child that waits for signals, and does this at SIGTERM; waited for at the end.
struct Child {
    explicit Child(void (*at_term)(int) = SIG_DFL) {
        int ready[2];
        BOOST_REQUIRE(::pipe(ready) == 0);
        pid = ::fork();
        if (pid == 0) {
            std::signal(SIGTERM, at_term);
            if (::write(ready[1], "x", 1) != 1) ::_exit(1);
            for (;;) ::pause();
        }
        char ignored = 0;
        BOOST_REQUIRE(::read(ready[0], &ignored, 1) == 1);
        ::close(ready[0]);
        ::close(ready[1]);
        identity = identify_process(pid).value();
    }
    ~Child() {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }

    pid_t pid;
    ProcessIdentity identity;
};

} // namespace

BOOST_AUTO_TEST_SUITE(process_identity)

BOOST_AUTO_TEST_CASE(the_start_is_read_whatever_the_program_is_called) {
    const std::string after = " S 1 2 2 0 -1 4194560 119 0 0 0 1 2 0 0 20 0 1 0 3174016 2789376 224 more";
    for (const std::string name : {"(leadpipe)", "(a b)", "(:) Z 1 (x))", "()"}) {
        const auto stat = parse_process_stat("25670 " + name + after);
        BOOST_REQUIRE(stat.has_value());
        BOOST_TEST(stat->state == 'S');
        BOOST_TEST(stat->start_ticks == 3174016U);
    }
    for (const auto* text :
         {"", "1", "1 (x)", "1 (x) ", "1 (x) S 1 2 3", "1 (x) S 1 2 2 0 -1 4 1 0 0 0 1 2 0 0 20 0 1 0 x"})
        BOOST_TEST(!parse_process_stat(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_process_is_its_number_and_its_start) {
    const auto self = identify_process(::getpid()).value();
    BOOST_TEST(is_running(self));
    BOOST_TEST(!is_running({self.pid, self.start_ticks + 1}));
    BOOST_TEST(!is_running({}));
    BOOST_TEST(!identify_process(0).has_value());
}

BOOST_AUTO_TEST_CASE(another_process_with_the_number_is_left_alone) {
    const Child child;
    base::SystemClock clock;
    const ProcessIdentity earlier{child.pid, child.identity.start_ticks - 1};
    BOOST_TEST(!send_signal(earlier, SIGKILL));
    BOOST_TEST((stop_process(earlier, 1s, clock) == Stopped::was_gone));
    BOOST_TEST(is_running(child.identity));
}

BOOST_AUTO_TEST_CASE(who_is_asked_ends) {
    const Child child;
    base::SystemClock clock;
    BOOST_TEST((stop_process(child.identity, 10s, clock) == Stopped::ended));
    BOOST_TEST(!is_running(child.identity));
    BOOST_TEST((stop_process(child.identity, 10s, clock) == Stopped::was_gone));
}

BOOST_AUTO_TEST_CASE(who_is_paused_ends_too) {
    const Child child(leave); // what it does itself it cannot do while it is stopped
    base::SystemClock clock;
    BOOST_TEST(send_signal(child.identity, SIGSTOP));
    BOOST_TEST((stop_process(child.identity, 10s, clock) == Stopped::ended));
}

BOOST_AUTO_TEST_CASE(who_does_not_listen_is_killed) {
    const Child child(SIG_IGN);
    base::SystemClock clock;
    BOOST_TEST((stop_process(child.identity, 20ms, clock) == Stopped::killed));
    BOOST_TEST(!is_running(child.identity));
}

BOOST_AUTO_TEST_SUITE_END()
