#include "screen.hpp"

#include <cstdio>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "command.hpp"

namespace redline::cli {

namespace {

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

bool capable_terminal(int descriptor) {
    const char* terminal = std::getenv("TERM");
    return isatty(descriptor) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

} // namespace

void print_result(std::string_view text) {
    fmt::print(stdout, "{}{}", text, text.ends_with('\n') ? "" : "\n");
    std::fflush(stdout);
}

int print_mistake(const base::Error& error) {
    const auto* label = error.diagnostics.empty() ? "redline: " : "";
    fmt::print(stderr, "{}{}\n", label, base::to_text(error));
    return exit_mistake;
}

void print_note(std::string_view line) { fmt::print(stderr, "{}\n", line); }

bool result_wants_colour() { return capable_terminal(STDOUT_FILENO) && !is_set("NO_COLOR"); }

bool progress_is_terminal() { return capable_terminal(STDERR_FILENO); }

std::size_t progress_columns() {
    constexpr std::size_t usual = 80; // where the terminal does not know, as over a serial line
    winsize size{};
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : usual;
}

bool progress_wants_colour() { return progress_is_terminal() && !is_set("NO_COLOR"); }

} // namespace redline::cli
