// What runs out on the generator's own machine is its fault, and it says so. Each in a child process, where
// limits can be lowered without harm; the child answers by its exit status.
#include <algorithm>
#include <cstdio>
#include <functional>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "redline/loadgen/honesty.hpp"
#include "weather.hpp"

using namespace redline;
using namespace redline::loadgen;
using namespace redline::weather;

namespace {

constexpr int not_possible_here = 255;

/// What `work` returns, at most 255, worked out in a child.
int in_a_child(const std::function<int()>& work) {
    const auto child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) ::_exit(work());
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/// 50 requests in a quarter of a second, to a target that never answers.
Plan unanswered(std::uint16_t port) {
    auto plan = plain_plan(port, 200, 250ms);
    plan.timeout = short_timeout;
    return plan;
}

/// How many requests found nothing left, if the others all ended in time and the run confesses `code`; else
/// 0.
int without(const Plan& plan, Outcome outcome, std::string_view code) {
    const auto result = run(plan, plain_traffic(), {}, {});
    if (!result) return 0;
    const auto counts = outcomes_of(*result);
    const auto missed = counts[static_cast<std::size_t>(outcome)];
    const auto findings = confess(*result);
    const bool confessed = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
        return finding.code == code && finding.blame == Blame::generator;
    });
    const bool all = missed + counts[static_cast<std::size_t>(Outcome::timeout)] == result->due;
    return all && confessed ? static_cast<int>(missed) : 0;
}

bool write_setting(const char* path, const char* text) {
    auto* file = std::fopen(path, "w");
    if (file == nullptr) return false;
    const bool written = std::fputs(text, file) >= 0;
    return std::fclose(file) == 0 && written;
}

bool raise_loopback() {
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::snprintf(request.ifr_name, sizeof request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    const bool raised = ::ioctl(descriptor, SIOCSIFFLAGS, &request) == 0;
    ::close(descriptor);
    return raised;
}

/// A network of this process's own, with nothing but loopback: as root, or where user namespaces are allowed.
bool make_a_network() {
    return (::unshare(CLONE_NEWNET) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0) && raise_loopback();
}

bool keep_ports(const char* range) { return write_setting("/proc/sys/net/ipv4/ip_local_port_range", range); }

boost::test_tools::assertion_result ports_can_be_kept(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result possible(
        in_a_child([] { return make_a_network() && keep_ports("40000 40009") ? 0 : 1; }) == 0);
    possible.message()
        << "this machine lets us make no network of our own (root or user namespaces are needed)";
    return possible;
}

} // namespace

BOOST_AUTO_TEST_SUITE(exhaustion)

BOOST_AUTO_TEST_CASE(descriptors_run_out) {
    const MutePort target; // without a thread, for this process forks
    const auto missed = in_a_child([&] {
        const rlimit few{.rlim_cur = 30, .rlim_max = 30};
        ::setrlimit(RLIMIT_NOFILE, &few);
        return without(unanswered(target.port()), Outcome::no_descriptor, "descriptors");
    });
    BOOST_TEST(missed > 20); // at most 30 connections can be open
    BOOST_TEST(missed < 50);
}

BOOST_AUTO_TEST_CASE(ports_run_out, *boost::unit_test::precondition(ports_can_be_kept)) {
    // Ten ports, and each is kept by a connection until its request times out, after the last was due.
    const auto missed = in_a_child([] {
        if (!make_a_network()) return not_possible_here;
        const MutePort target;
        if (!keep_ports("20000 20009")) return not_possible_here;
        return without(unanswered(target.port()), Outcome::no_port, "ports");
    });
    BOOST_TEST(missed == 40);
}

BOOST_AUTO_TEST_SUITE_END()
