#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "redline/leadpipe/supervisor.hpp"

namespace redline::leadpipe {

namespace {

std::filesystem::path folder_of(const std::string& word) {
    return std::filesystem::absolute(word).lexically_normal();
}

void tell(const std::string& name, const ProcessIdentity& process) {
    fmt::print("stopped {} (pid {})\n", name, process.pid);
}

/// The supervisor stops its roles itself; whoever it left behind, because it was killed or is stuck, is
/// stopped here.
int down(const std::string& folder_word) {
    const auto folder = folder_of(folder_word);
    const auto record = read_pipeline_file(folder);
    if (!record && record.error().code == base::ErrorCode::not_found) {
        fmt::print("no pipeline runs in {}\n", folder.string());
        return EXIT_SUCCESS;
    }
    if (!record) return fail(record.error());
    std::vector<const RoleRecord*> running;
    for (auto role = record->roles.rbegin(); role != record->roles.rend(); ++role)
        if (is_running(role->process)) running.push_back(&*role);
    base::SystemClock clock;
    const auto patience = stop_patience * static_cast<int>(record->roles.size() + 1);
    const auto supervisor = stop_process(record->supervisor, patience, clock);
    for (const auto* role : running) {
        stop_process(role->process, stop_patience, clock);
        tell(role->name, role->process);
    }
    if (supervisor != Stopped::was_gone) tell("supervisor", record->supervisor);
    std::error_code ignored;
    std::filesystem::remove(pipeline_file(folder), ignored);
    return EXIT_SUCCESS;
}

int status_of(const std::string& folder_word) {
    const auto record = read_pipeline_file(folder_of(folder_word));
    if (!record && record.error().code != base::ErrorCode::not_found) return fail(record.error());
    if (!record) {
        fmt::print("{}\n", record.error().message);
        return EXIT_FAILURE;
    }
    bool all = true;
    const auto line = [&](const std::string& name, const ProcessIdentity& process, const std::string& more) {
        const bool runs = is_running(process);
        all = all && runs;
        const auto state = runs ? fmt::format("running  pid {}", process.pid) : std::string("not running");
        fmt::print("{:<12} {}{}\n", name, state, more);
    };
    line("supervisor", record->supervisor, {});
    for (const auto& role : record->roles)
        line(role.name, role.process, fmt::format("  port {}  restarts {}", role.port, role.restarts));
    return all ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

void declare_down(CLI::App& app, int& status) {
    auto* stop = app.add_subcommand("down", "Stop what up started in a folder, and nothing else");
    const auto folder = std::make_shared<std::string>();
    stop->add_option("--folder", *folder, "The folder given to up")->required();
    stop->callback([folder, &status] { status = down(*folder); });
}

void declare_status(CLI::App& app, int& status) {
    auto* show = app.add_subcommand("status", "Show what up started in a folder; 1 unless all of it runs");
    const auto folder = std::make_shared<std::string>();
    show->add_option("--folder", *folder, "The folder given to up")->required();
    show->callback([folder, &status] { status = status_of(*folder); });
}

} // namespace redline::leadpipe
