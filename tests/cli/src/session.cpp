#include "session.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <list>
#include <sstream>

#include <fmt/format.h>

#include "line_diff.hpp"
#include "shell.hpp"

namespace redline::transcripts {

namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

/// A new folder below the system's temporary one, removed with what is in it.
class SessionFolder {
  public:
    SessionFolder() {
        std::string pattern = (fs::temp_directory_path() / "transcript_XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for a transcript");
        path_ = pattern;
    }
    ~SessionFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    SessionFolder(const SessionFolder&) = delete;
    SessionFolder& operator=(const SessionFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

void write_files(const std::vector<StartFile>& files, const fs::path& folder) {
    for (const auto& file : files) {
        fs::create_directories((folder / file.name).parent_path());
        std::ofstream(folder / file.name, std::ios::binary) << file.text;
    }
}

/// What a command sees of the world: nothing of the tester's, but what sanitizers need.
std::vector<std::string> environment_of(const SessionOptions& options) {
    std::string path;
    for (const auto& folder : options.path) path += fs::absolute(folder).string() + ':';
    std::vector<std::string> environment{"PATH=" + path + "/usr/bin:/bin",
                                         "HOME=/nonexistent",
                                         "NO_COLOR=1",
                                         "TERM=dumb",
                                         "LC_ALL=C",
                                         "TZ=UTC",
                                         "REDLINE_SOURCE_DIR=" + options.source_folder.string()};
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) environment.push_back(fmt::format("{}={}", name, value));
    return environment;
}

/// The file after `--port-file` in a command, empty where there is none.
std::string port_file_of(const std::string& command) {
    std::istringstream words(command);
    for (std::string word; words >> word;) {
        if (word.starts_with("--port-file=")) return word.substr(word.find('=') + 1);
        if (word == "--port-file" && words >> word) return word;
    }
    return {};
}

/// The commands of one session and the servers they left running.
class Session {
  public:
    explicit Session(const SessionOptions& options)
        : shell_{folder_.path(), environment_of(options), options.timeout} {}

    Transcript run(Transcript seen) {
        write_files(seen.files, folder_.path());
        for (auto& exchange : seen.exchanges) exchange.background ? start(exchange) : run(exchange);
        for (auto& [exchange, command] : servers_)
            if (!command.stop()) exchange->output += "[did not stop when told to]\n";
        return seen;
    }

  private:
    void run(Exchange& exchange) const {
        auto ran = run_command(exchange.command, shell_);
        exchange.output = std::move(ran.output);
        if (ran.timed_out) exchange.output += fmt::format("[killed after {} s]\n", shell_.timeout.count());
        exchange.exit_status = ran.exit_status;
    }

    void start(Exchange& exchange) {
        exchange.output.clear();
        exchange.exit_status = 0;
        const auto log = folder_.path() / "background.out";
        servers_.push_back({&exchange, BackgroundCommand(exchange.command, shell_, log)});
        const auto file = port_file_of(exchange.command);
        if (file.empty() || wait_for_file(folder_.path() / file, servers_.back().command, seconds(30)))
            return;
        std::ifstream said(log);
        exchange.output = "[did not start]\n" + std::string(std::istreambuf_iterator<char>(said), {});
    }

    struct Server {
        Exchange* exchange;
        BackgroundCommand command;
    };

    SessionFolder folder_;
    ShellOptions shell_;
    std::list<Server> servers_;
};

} // namespace

Transcript run_session(const Transcript& transcript, const SessionOptions& options) {
    return Session(options).run(transcript);
}

base::Result<Judged> judge(const fs::path& file, const SessionOptions& options, bool rewrite) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return base::failure(base::ErrorCode::not_found, fmt::format("{}: cannot be read", file.string()));
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    auto expected = parse(text, file.string());
    if (!expected) return tl::unexpected(expected.error());
    const auto seen = run_session(*expected, options);
    if (seen == *expected && !(rewrite && print(seen) != text)) return Judged{};
    if (!rewrite) return Judged{Outcome::different, line_diff(print(*expected), print(seen))};
    std::ofstream(file, std::ios::binary) << print(seen);
    return Judged{Outcome::rewritten, line_diff(text, print(seen))};
}

} // namespace redline::transcripts
