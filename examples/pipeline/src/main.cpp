#include <csignal>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"

namespace redline::leadpipe {

int fail(const base::Error& error) {
    fmt::print(stderr, "leadpipe: {}\n", base::to_text(error));
    return exit_mistake;
}

} // namespace redline::leadpipe

namespace {

int run_program(int count, char** words) {
    CLI::App app{"leadpipe: a lead-distribution pipeline to point a load test at", "leadpipe"};
    app.require_subcommand(1);
    std::signal(SIGPIPE, SIG_IGN);
    int status = EXIT_SUCCESS;
    redline::leadpipe::declare_serve(app, status);
    redline::leadpipe::declare_gateway(app, status);
    redline::leadpipe::declare_buyers(app, status);
    redline::leadpipe::declare_up(app, status);
    redline::leadpipe::declare_status(app, status);
    redline::leadpipe::declare_down(app, status);
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? EXIT_SUCCESS : redline::leadpipe::exit_mistake;
    }
    return status;
}

} // namespace

int main(int count, char** words) {
    try {
        return run_program(count, words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "leadpipe: a bug ended it: %s\n", error.what());
        return 70;
    }
}
