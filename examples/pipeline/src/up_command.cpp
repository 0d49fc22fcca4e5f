#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "action_driver.hpp"
#include "commands.hpp"
#include "redline/leadpipe/log_file.hpp"
#include "redline/leadpipe/supervisor.hpp"
#include "serving.hpp"

namespace redline::leadpipe {

namespace {

struct UpWords {
    std::string folder;
    unsigned workers = 2;
    unsigned short port = 0;
    std::vector<std::string> serve, gateway, buyers;
    std::string faults;
};

/// What the supervisor tells the command that started it, once: a good word or a bad one.
constexpr char good = '+', bad = '-';

std::string way_out(const std::filesystem::path& folder) {
    return fmt::format("stop it first: leadpipe down --folder {}", folder.string());
}

/// Held as long as the supervisor lives, and let go by the system however it ends.
base::Result<int> lock_folder(const std::filesystem::path& folder) {
    const auto file = folder / "pipeline.lock";
    const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (lock < 0) return base::failure(base::ErrorCode::io, fmt::format("cannot write {}", file.string()));
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
    ::close(lock);
    return base::failure(base::ErrorCode::refused,
                         fmt::format("a pipeline runs in {} already", folder.string()), way_out(folder));
}

/// Refuses where a supervisor was killed and left its roles behind.
base::Result<void> check_nothing_is_left(const std::filesystem::path& folder) {
    const auto record = read_pipeline_file(folder);
    if (!record && record.error().code == base::ErrorCode::not_found) return {};
    if (!record) return tl::unexpected(record.error());
    for (const auto& role : record->roles)
        if (is_running(role.process))
            return base::failure(
                base::ErrorCode::refused,
                fmt::format("{} of an earlier pipeline still runs in {}", role.name, folder.string()),
                way_out(folder));
    return {};
}

void say(int report, const std::string& text) {
    if (::write(report, text.data(), text.size()) < 0) return; // nobody listens any more: the log has it
    ::close(report);
}

/// A session of its own, so that it outlives the terminal; its outputs go to a file.
void leave_terminal(const std::filesystem::path& output) {
    ::setsid();
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int written = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(written, STDOUT_FILENO);
    ::dup2(written, STDERR_FILENO);
}

int supervise(const RoleOptions& options, const FaultSchedule& schedule, int report) {
    leave_terminal(options.folder / "supervisor.output");
    auto log = LogFile::open(options.folder / "supervisor.log");
    if (!log) {
        say(report, bad + base::to_text(log.error()));
        return exit_mistake;
    }
    tracer::Tracer tracer(traced_as("supervisor", *log));
    base::SystemClock clock;
    Supervisor supervisor(options.folder, pipeline_roles(options), tracer, clock);
    if (const auto started = supervisor.start(); !started) {
        say(report, bad + base::to_text(started.error()));
        return exit_mistake;
    }
    say(report, fmt::format("{}http://127.0.0.1:{}", good, supervisor.record().roles.back().port));
    const ActionDriver driver(options.folder, schedule.actions, clock, tracer);
    supervisor.run();
    return EXIT_SUCCESS;
}

std::string read_to_the_end(int descriptor) {
    std::string text;
    char bytes[4096];
    for (ssize_t count = 0; (count = ::read(descriptor, bytes, sizeof bytes)) > 0;)
        text.append(bytes, static_cast<std::size_t>(count));
    return text;
}

int tell(const RoleOptions& options, int report, pid_t supervisor) {
    const auto said = read_to_the_end(report);
    if (said.starts_with(good)) {
        fmt::print("leadpipe up on {}\n", said.substr(1));
        return EXIT_SUCCESS;
    }
    ::waitpid(supervisor, nullptr, 0); // nothing is left once this command has failed
    const auto unexplained =
        fmt::format("the supervisor ended; see {}", (options.folder / "supervisor.log").string());
    fmt::print(stderr, "leadpipe: {}\n", said.empty() ? unexplained : said.substr(1));
    return exit_mistake;
}

int up(const UpWords& words) {
    RoleOptions options{std::filesystem::absolute(words.folder).lexically_normal(),
                        words.workers,
                        words.port,
                        words.serve,
                        words.gateway,
                        words.buyers};
    const auto schedule =
        words.faults.empty() ? base::Result<FaultSchedule>() : read_fault_schedule(words.faults);
    if (!schedule) return fail(schedule.error());
    if (!words.faults.empty())
        for (const auto& word : {std::string("--faults"), std::filesystem::absolute(words.faults).string()})
            options.serve_words.push_back(word);
    std::error_code failed;
    std::filesystem::create_directories(options.folder, failed);
    const auto lock = lock_folder(options.folder);
    if (!lock) return fail(lock.error());
    if (const auto clear = check_nothing_is_left(options.folder); !clear) return fail(clear.error());
    int report[2];
    if (::pipe2(report, O_CLOEXEC) != 0) return fail({base::ErrorCode::io, "cannot make a pipe", {}, {}});
    const auto child = ::fork();
    if (child < 0) return fail({base::ErrorCode::io, "cannot start the supervisor", {}, {}});
    ::close(report[child == 0 ? 0 : 1]);
    return child == 0 ? supervise(options, *schedule, report[1]) : tell(options, report[0], child);
}

} // namespace

void declare_up(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("up", "Start buyers, workers and a gateway, and keep them running");
    const auto words = std::make_shared<UpWords>();
    command->add_option("--folder", words->folder, "Where their files are; made if missing")->required();
    command->add_option("--workers", words->workers, "How many workers")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_option("--port", words->port, "The gateway's port; 0 takes any free one")
        ->capture_default_str();
    command->add_option("--serve", words->serve, "Passed on to each worker: --serve=--dedupe=off")
        ->allow_extra_args(false);
    command->add_option("--gateway", words->gateway, "Passed on to the gateway: --gateway=--balance=rr")
        ->allow_extra_args(false);
    command->add_option("--buyers", words->buyers, "Passed on to the buyers: --buyers=--latency=30ms")
        ->allow_extra_args(false);
    command->add_option("--faults", words->faults,
                        "A file that says what breaks when, kill and pause included");
    command->callback([words, &status] { status = up(*words); });
}

} // namespace redline::leadpipe
