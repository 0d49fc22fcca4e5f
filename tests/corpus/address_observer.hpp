/// Why this exists: the generator's word for what it typed is worth nothing as proof. An observer reads a
/// line of text with simple rules of its own, knows no table of the generator, and reads real lines with the
/// same rules.
///
/// Pure; use from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redline::traffic::test {

/// A line cut at white space and commas.
struct ObservedLine {
    explicit ObservedLine(std::string_view text);

    std::string_view text;
    std::vector<std::string> raw;   ///< tokens as typed, without commas
    std::vector<std::string> words; ///< the same, lower-cased, dots and surrounding marks taken off
};

struct Trait {
    std::string_view name; ///< as in the measured table
    bool (*seen)(const ObservedLine&);
};

std::span<const Trait> observed_traits();

/// In how many of a hundred lines each trait is seen, in the order of observed_traits().
class TraitCounter {
  public:
    TraitCounter();
    void add(std::string_view line);
    double percent(std::string_view trait) const;
    std::size_t lines() const { return lines_; }

  private:
    std::vector<std::size_t> seen_;
    std::size_t lines_ = 0;
};

} // namespace redline::traffic::test
