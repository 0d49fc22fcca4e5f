// The second Ctrl-C ends redline at once, whatever the first has it doing. Here it is held up for ever: the
// run is over and its result cannot be printed, for standard output is a pipe that is full and that nobody
// reads.
#include <array>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "redline/base/clock.hpp"
#include "scratch_folder.hpp"
#include "test_server.hpp"

using namespace redline;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view scenario = R"(version: 1
name: long
target: http://127.0.0.1:9
seed: 1
stages: [{ name: hold, duration: 40s, arrival_rate: 10/s }]
flows: [{ name: look, steps: [{ name: look, get: / }] }]
)";

struct Pipe {
    Pipe() { BOOST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0); }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    std::array<int, 2> ends{};
};

void fill(int descriptor) {
    const int flags = ::fcntl(descriptor, F_GETFL);
    ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
    const std::string much(4096, '.');
    while (::write(descriptor, much.data(), much.size()) > 0) {
    }
    ::fcntl(descriptor, F_SETFL, flags);
}

pid_t start_redline(const std::filesystem::path& file, const std::string& target, const Pipe& out,
                    const Pipe& errors) {
    const auto child = ::fork();
    if (child != 0) return child;
    ::dup2(out.ends[1], STDOUT_FILENO);
    ::dup2(errors.ends[1], STDERR_FILENO);
    ::execl(REDLINE_PROGRAM, "redline", "--verbose", "run", file.c_str(), "--set", target.c_str(), nullptr);
    ::_exit(127);
}

/// The status of `child`, interrupted again and again until it ends; nothing is left of it after 20 s.
int status_after_interrupts(pid_t child) {
    base::SystemClock clock;
    const auto patience = clock.now() + 20s;
    int status = 0;
    do {
        ::kill(child, SIGINT);
        clock.sleep_until(clock.now() + 50ms);
        if (::waitpid(child, &status, WNOHANG) == child) return status;
    } while (clock.now() < patience);
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace

BOOST_AUTO_TEST_SUITE(interrupt)

BOOST_AUTO_TEST_CASE(the_second_ends_it_at_once) {
    const TestServer server([](std::string_view, TestClient& client) { client.send(TestServer::ok()); });
    const test::ScratchFolder folder;
    const auto file = folder.write("long.yaml", scenario);
    const Pipe out;
    const Pipe errors;
    fill(out.ends[1]);
    const auto child =
        start_redline(file, "target=http://127.0.0.1:" + std::to_string(server.port()), out, errors);
    BOOST_REQUIRE(child > 0);
    char first_sign_of_life = 0;
    BOOST_REQUIRE(::read(errors.ends[0], &first_sign_of_life, 1) == 1);
    const auto status = status_after_interrupts(child);
    BOOST_REQUIRE(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 130);
}

BOOST_AUTO_TEST_SUITE_END()
