/// Why this exists: while a run goes on its user wants to see that it does. On a terminal one line is drawn
/// over itself; in a log a sentence is written every five seconds (with --verbose, every second); with
/// --quiet, nothing.
#pragma once

#include <vector>

#include "command.hpp"
#include "redline/loadgen/run.hpp"

namespace redline::cli {

class ProgressDisplay {
  public:
    explicit ProgressDisplay(const GlobalOptions& global);

    /// Called once a second.
    void show(const loadgen::Progress& now);
    /// Clears the line, so that the result starts on an empty one.
    void finish();

  private:
    enum class Form { none, line, sentences };

    void draw(const loadgen::Progress& now);

    Form form_;
    std::size_t seconds_between_sentences_;
    std::vector<double> rates_; ///< of the last seconds
    std::size_t told_ = 0;      ///< how often
    bool drawn_ = false;
};

} // namespace redline::cli
