/// Reads one of the words of an enumeration, and offers the nearest one for a wrong word.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "redline/base/error.hpp"
#include "redline/base/nearest_word.hpp"

namespace redline::leadpipe {

/// `words` are in the order of the enumeration; `what` names their kind: `way to balance`.
template <class Value>
base::Result<Value> choose_word(std::string_view text, std::span<const std::string_view> words,
                                std::string_view what) {
    const auto found = std::find(words.begin(), words.end(), text);
    if (found == words.end())
        return base::failure(base::ErrorCode::invalid_input, fmt::format("there is no {} `{}`", what, text),
                             base::suggestion(text, words));
    return static_cast<Value>(found - words.begin());
}

} // namespace redline::leadpipe
