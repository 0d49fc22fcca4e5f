/// Why this exists: every switch of leadpipe is a word from a short list, and a wrong word is answered in one
/// way: with what it was meant to choose and the nearest right one.
///
/// Pure, any thread.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/base/nearest_word.hpp"

namespace redline::leadpipe {

/// The value whose number is the place of `text` among `names`, which stand in the order of the enumeration.
/// Else: "there is no WHAT `text`".
template <class Choice>
base::Result<Choice> parse_choice(std::string_view what, std::string_view text,
                                  std::span<const std::string_view> names) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<Choice>(found - names.begin());
    return base::failure(base::ErrorCode::invalid_input,
                         "there is no " + std::string(what) + " `" + std::string(text) + "`",
                         base::suggestion(text, names));
}

} // namespace redline::leadpipe
