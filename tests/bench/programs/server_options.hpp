/// Why this exists: what the driver asks of the bench server, read from its command line once.
#pragma once

#include <string>
#include <vector>

#include "stalls.hpp"

namespace redline::bench {

struct ServerOptions {
    bool tls = false;
    std::string stamps_file;         ///< set: arrival times are kept, and written there at the end
    std::vector<test::Stall> stalls; ///< when the whole server freezes, from its first request
};

/// `--tls`, `--stamps FILE`, `--stall AT:LENGTH` in milliseconds. Ends the program on anything else.
ServerOptions read_server_options(int count, char** arguments);

} // namespace redline::bench
