#include "run_order.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "metrics_option.hpp"
#include "redline/language/read_scenario.hpp"

namespace redline::cli {

namespace {

base::Result<std::map<std::string, std::string>> overrides_of(const std::vector<std::string>& pairs) {
    std::map<std::string, std::string> set;
    for (const auto& pair : pairs) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0)
            return base::failure(base::ErrorCode::invalid_input, fmt::format("--set {}: no `=` in it", pair),
                                 "write --set KEY=VALUE, for example --set target=http://127.0.0.1:8080");
        set[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return set;
}

/// A result that nobody could write is found before the run, not after it.
base::Result<void> writable(std::string_view option, const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (access(folder.c_str(), W_OK) == 0) return {};
    return base::failure(base::ErrorCode::io,
                         fmt::format("{} {}: cannot write into {}: {}", option, file.string(),
                                     folder.string(), std::strerror(errno)),
                         "nothing was sent");
}

base::Result<std::vector<std::filesystem::path>> pages_of(const std::vector<std::string>& reports) {
    for (const auto& report : reports) {
        if (std::filesystem::path(report).extension() != ".html")
            return base::failure(
                base::ErrorCode::invalid_input, fmt::format("--report {}: unknown format", report),
                "the file's ending names the format; known: .html (the record itself is --out run.json)");
        if (const auto fit = writable("--report", report); !fit) return tl::unexpected(fit.error());
    }
    return std::vector<std::filesystem::path>(reports.begin(), reports.end());
}

base::Result<std::optional<unsigned>> threads_of(const std::string& text) {
    if (text.empty()) return std::optional<unsigned>();
    if (text == "auto") return std::optional<unsigned>(0);
    unsigned threads = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), threads);
    if (code != std::errc{} || end != text.data() + text.size() || threads == 0 ||
        threads > language::threads_max)
        return base::failure(
            base::ErrorCode::invalid_input, fmt::format("--threads {}: not a number of threads", text),
            fmt::format("write a number from 1 to {}, or auto for one a core", language::threads_max));
    return std::optional<unsigned>(threads);
}

} // namespace

base::Result<RunOrder> resolve(const RunOptions& options) {
    const auto set = overrides_of(options.set);
    if (!set) return tl::unexpected(set.error());
    auto pages = pages_of(options.reports);
    if (!pages) return tl::unexpected(pages.error());
    if (!options.out.empty())
        if (const auto fit = writable("--out", options.out); !fit) return tl::unexpected(fit.error());
    const auto threads = threads_of(options.threads);
    if (!threads) return tl::unexpected(threads.error());
    auto metrics = metrics_address(options.metrics);
    if (!metrics) return tl::unexpected(metrics.error());
    scenarios::RunRequest request{options.scenario, *set, options.seed, *threads, options.allow_hosts, {}};
    if (!options.baseline.empty()) request.baseline = options.baseline;
    auto run = scenarios::prepare(request);
    if (!run) return tl::unexpected(run.error());
    return RunOrder{std::move(*run), std::move(*metrics), options.out, std::move(*pages)};
}

} // namespace redline::cli
