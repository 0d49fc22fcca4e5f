#include "run_order.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "metrics_option.hpp"
#include "redline/language/engine_words.hpp"
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

base::Result<std::optional<loadgen::Pacing>> pacing_of(const std::string& text) {
    if (text.empty()) return std::optional<loadgen::Pacing>();
    auto pacing = language::choice_of<loadgen::Pacing>(text, language::pacing_words);
    if (!pacing)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("--pacing {}: {}", text, pacing.error().message),
                             pacing.error().hint);
    return std::optional<loadgen::Pacing>(*pacing);
}

/// Completes a request with what a run and a load both take, and prepares it.
base::Result<RunOrder> resolve(scenarios::RunRequest request, const SharedOptions& shared) {
    auto pages = pages_of(shared.reports);
    if (!pages) return tl::unexpected(pages.error());
    if (!shared.out.empty())
        if (const auto fit = writable("--out", shared.out); !fit) return tl::unexpected(fit.error());
    const auto threads = threads_of(shared.threads);
    if (!threads) return tl::unexpected(threads.error());
    const auto pacing = pacing_of(shared.pacing);
    if (!pacing) return tl::unexpected(pacing.error());
    auto metrics = metrics_address(shared.metrics);
    if (!metrics) return tl::unexpected(metrics.error());
    request.seed = shared.seed;
    request.threads = *threads;
    request.pacing = *pacing;
    request.allow_hosts = shared.allow_hosts;
    request.watch = shared.watch;
    auto run = scenarios::prepare(request);
    if (!run) return tl::unexpected(run.error());
    return RunOrder{std::move(*run), std::move(*metrics), shared.out, std::move(*pages)};
}

} // namespace

base::Result<RunOrder> resolve(const RunOptions& options) {
    const auto set = overrides_of(options.set);
    if (!set) return tl::unexpected(set.error());
    scenarios::RunRequest request;
    request.scenario = options.scenario;
    request.set = *set;
    if (!options.baseline.empty()) request.baseline = options.baseline;
    return resolve(std::move(request), options.shared);
}

base::Result<RunOrder> resolve(const language::LoadLine& line, const SharedOptions& shared) {
    scenarios::RunRequest request;
    request.scenario = line;
    return resolve(std::move(request), shared);
}

} // namespace redline::cli
