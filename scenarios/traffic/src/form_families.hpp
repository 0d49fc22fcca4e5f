/// Why this exists: the same street is `St`, `street` and `ST.` to three people. A family joins the spellings
/// of one word, so that a person's address stays the same when it is typed again and the shares of the
/// spellings stay the measured ones.
///
/// Built once from the measured tables, then read from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redline/traffic/weighted.hpp"

namespace redline::traffic {

class FormFamily {
  public:
    /// `spellings` are separated by spaces; counts come from `measured`, whose rows are compared case-folded.
    FormFamily(std::string_view standard, std::string_view in_full, std::string_view spellings,
               std::span<const Weighted> measured);

    std::string_view standard() const { return standard_; } ///< USPS Publication 28, in title case: `Ave`
    std::string_view in_full() const { return in_full_; }   ///< `Avenue`
    std::uint32_t weight() const { return weight_; }

    /// A spelling as somebody who writes in mixed case types it.
    std::string_view spell(base::Random& random) const;

  private:
    struct Spelling {
        std::string text;
        std::uint32_t weight;
    };

    std::string_view standard_;
    std::string_view in_full_;
    std::vector<Spelling> spellings_;
    std::uint32_t weight_ = 0;
};

/// Families drawn as often as their spellings were seen together.
class FormFamilies {
  public:
    explicit FormFamilies(std::vector<FormFamily> families);
    const FormFamily& pick(base::Random& random) const;

  private:
    std::vector<FormFamily> families_;
    std::uint64_t weight_ = 0;
};

const FormFamilies& street_suffixes();
const FormFamilies& unit_types();
const FormFamilies& directions();

} // namespace redline::traffic
