#include "progress.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "redline/reports/progress.hpp"
#include "screen.hpp"

namespace redline::cli {

namespace {

constexpr const char* clear_line = "\r\x1b[K";
constexpr const char* clear_rest = "\x1b[K";

reports::ProgressFigures figures_of(const loadgen::Progress& now, const std::vector<double>& rates) {
    reports::ProgressFigures figures;
    figures.elapsed = now.elapsed;
    figures.scheduled = now.scheduled;
    figures.stage = now.stage;
    figures.requests = now.ok + now.failed;
    figures.failed = now.failed;
    figures.rate = now.rate_last_second;
    figures.p50 = now.p50;
    figures.p95 = now.p95;
    figures.p99 = now.p99;
    figures.send_lag_p99 = now.send_lag_p99;
    figures.rates = rates;
    return figures;
}

} // namespace

ProgressDisplay::ProgressDisplay(const GlobalOptions& global)
    : form_(global.quiet             ? Form::none
            : progress_is_terminal() ? Form::line
                                     : Form::sentences),
      seconds_between_sentences_(global.verbose ? 1 : 5) {}

void ProgressDisplay::show(const loadgen::Progress& now) {
    if (now.finished) return; // The result says it all.
    rates_.push_back(now.rate_last_second);
    if (rates_.size() > reports::curve_seconds_max) rates_.erase(rates_.begin());
    if (form_ == Form::line) draw(now);
    if (form_ == Form::sentences && told_ % seconds_between_sentences_ == 0)
        print_note(reports::progress_sentence(figures_of(now, rates_)));
    ++told_;
}

/// The new line is written over the old one and the rest of that cleared after it, in one write: never is the
/// line seen empty. A line that filled the last column would put the cursor where it is anybody's guess.
void ProgressDisplay::draw(const loadgen::Progress& now) {
    const auto line =
        reports::progress_line(figures_of(now, rates_), progress_columns() - 1, progress_wants_colour());
    fmt::print(stderr, "\r{}{}", line, clear_rest);
    std::fflush(stderr);
    drawn_ = true;
}

void ProgressDisplay::finish() {
    if (drawn_) fmt::print(stderr, "{}", clear_line);
}

} // namespace redline::cli
