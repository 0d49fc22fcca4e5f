/// Why this exists: the regex library throws, recurses and can be made to run for ever; this is the one file
/// that calls it and the bounds that tame it.
///
/// Const after it is made: safe from any thread.
#pragma once

#include <regex>
#include <string>

#include "redline/base/error.hpp"

namespace redline::alerting {

class Pattern {
  public:
    /// Refuses what does not compile and what is too large: see pattern.cpp for the bounds.
    static base::Result<Pattern> compile(const std::string& text);

    /// Whether the whole of `value` matches.
    bool matches(const std::string& value) const;

  private:
    explicit Pattern(std::regex regex) : regex_(std::move(regex)) {}
    std::regex regex_;
};

} // namespace redline::alerting
