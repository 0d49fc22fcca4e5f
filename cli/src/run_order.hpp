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

/// What a run and a load both take, as given.
struct SharedOptions {
    std::optional<std::uint64_t> seed;
    std::string threads; ///< empty: as the scenario says
    std::string pacing;  ///< empty: as the scenario says
    std::vector<std::string> allow_hosts;
    std::string out;
    std::vector<std::string> reports;
    std::string metrics; ///< where to serve them; empty: nowhere
    scenarios::WatchRequest watch;
};

/// The command line of `run`, not yet looked at.
struct RunOptions {
    std::string scenario;
    std::vector<std::string> set;
    std::string baseline;
    SharedOptions shared;
};

struct RunOrder {
    scenarios::PreparedRun run;
    std::optional<http_server::ListenAddress> metrics; ///< nothing: not served
    std::filesystem::path out;                         ///< empty: no record
    std::vector<std::filesystem::path> pages;
};

base::Result<RunOrder> resolve(const RunOptions& options);
base::Result<RunOrder> resolve(const language::LoadLine& line, const SharedOptions& shared);

} // namespace redline::cli
