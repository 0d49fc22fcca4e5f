/// Why this exists: `redline load URL …` is a scenario of one stage in one line, so that there is one engine
/// and one way to judge. This holds the line as typed, and read_load is the one way from it to a Scenario.
///
/// Requests are fixed: `{{` means nothing here, and every byte is settled before the first is sent. The model
/// is open unless `users` says otherwise; where neither users nor rate is given, 50 requests a second for 10
/// seconds are due: enough to see a target, too little to hurt one.
///
/// Several targets are taken in turn. Each is a name in the report (`GET /path?query`) up to 99; what is
/// named beyond them goes by `(other)`, so that no list of targets makes the record large.
///
/// Reads the files the line names (`@file`, targets, certificates), and standard input for `-`; otherwise
/// pure. The first mistake is reported, as `--option value: sentence`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/language/scenario.hpp"

namespace redline::language {

constexpr std::size_t target_names_max = 100;     ///< `(other)` included
constexpr std::size_t targets_max = 100'000;      ///< of one list
constexpr std::size_t load_bytes_max = 256 << 20; ///< of a body, and of a list with all its bodies
constexpr std::string_view other_targets = "(other)";
constexpr base::Rate load_rate_default{50};
constexpr base::Duration load_duration_default = std::chrono::seconds(10);
/// Where `--requests` alone says when a closed run ends, this ends it all the same.
constexpr base::Duration load_duration_max_unsaid = std::chrono::hours(1);

/// Options as typed; empty: not given.
struct LoadLine {
    std::string url;
    std::string targets; ///< a file, or `-`
    std::string method;
    std::vector<std::string> headers;
    std::optional<std::string> body; ///< itself, `@file` or `@-`
    bool no_trace = false;

    std::string users;
    std::string rate;
    std::string duration;
    std::string requests;
    std::string think_time;
    std::string late;

    std::string connections;
    std::string requests_per_connection;
    std::string timeout;
    std::string http;
    std::string ca_file;
    std::string certificate_file;
    std::string key_file;
    bool insecure = false;
    std::string proxy;
    std::string unix_socket;
    std::vector<std::string> local_addresses;
    std::string resolve_every;
    bool compressed = false;
    std::string io;

    std::vector<std::string> thresholds;
};

base::Result<Scenario> read_load(const LoadLine& line, std::optional<std::uint64_t> seed);

} // namespace redline::language
