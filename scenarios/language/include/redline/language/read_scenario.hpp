/// Why this exists: the one way from a file to a Scenario. Every mistake in the file is reported in one go,
/// each at its place; nothing is guessed, defaulted over or passed by in silence, and a key of a later
/// version of the language is called that.
///
/// Order: the file is read, `--set` changes it, `${}` is filled from the environment, and only then does it
/// mean something. The keys are described in scenarios/language/README.md.
///
/// Reads the file and looks whether rule files exist; otherwise pure. Without a seed anywhere, one is drawn
/// from the operating system and stands in the plan.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "redline/base/error.hpp"
#include "redline/language/environment.hpp"
#include "redline/language/overrides.hpp"
#include "redline/language/scenario.hpp"

namespace redline::language {

struct ReadOptions {
    Overrides set;                     ///< `--set K=V`
    std::optional<std::uint64_t> seed; ///< `--seed`, before the file's and `--set seed=`
    Environment environment;           ///< empty: no variable is set
};

constexpr std::size_t steps_max = 1000;
constexpr base::Rate arrival_rate_max{10e6};
constexpr base::Duration stages_duration_max = std::chrono::hours(24 * 30);
constexpr unsigned connections_max = 65'535;    ///< what one address can hold to one target
constexpr unsigned users_max = connections_max; ///< each may need a connection of its own
constexpr unsigned threads_max = 256;

base::Result<Scenario> read_scenario(const std::filesystem::path& file, const ReadOptions& options);

} // namespace redline::language
