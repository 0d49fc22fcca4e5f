/// Why this exists: a command line is resolved once, into a run that can only be run and writers for what is
/// asked of it; a mistake is found before anything is sent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/http_server/listen_address.hpp"
#include "redline/scenarios/prepared_run.hpp"

namespace redline::cli {

/// The command line as given, not yet looked at.
struct RunOptions {
    std::string scenario;
    std::vector<std::string> set;
    std::optional<std::uint64_t> seed;
    std::string threads; ///< empty: as the scenario says
    std::vector<std::string> allow_hosts;
    std::string baseline;
    std::string metrics;
    std::string out;
    std::vector<std::string> reports;
};

struct RunOrder {
    scenarios::PreparedRun run;
    std::optional<http_server::ListenAddress> metrics; ///< nothing: not served
    std::filesystem::path out;                         ///< empty: no record
    std::vector<std::filesystem::path> pages;
};

base::Result<RunOrder> resolve(const RunOptions& options);

} // namespace redline::cli
