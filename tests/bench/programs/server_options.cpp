#include "server_options.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace redline::bench {

namespace {

[[noreturn]] void explain() {
    std::fputs("usage: bench_server [--tls] [--stamps FILE] [--stall AT_MS:LENGTH_MS]...\n", stderr);
    std::exit(2);
}

test::Stall read_stall(const char* text) {
    long at = 0;
    long length = 0;
    if (std::sscanf(text, "%ld:%ld", &at, &length) != 2) explain();
    return {std::chrono::milliseconds(at), std::chrono::milliseconds(length)};
}

} // namespace

ServerOptions read_server_options(int count, char** arguments) {
    ServerOptions options;
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (name == "--tls") {
            options.tls = true;
            continue;
        }
        if (++i == count) explain();
        if (name == "--stamps")
            options.stamps_file = arguments[i];
        else if (name == "--stall")
            options.stalls.push_back(read_stall(arguments[i]));
        else
            explain();
    }
    return options;
}

} // namespace redline::bench
