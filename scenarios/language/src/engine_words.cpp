#include "redline/language/engine_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace redline::language {

base::Result<std::size_t> place_among(std::string_view word, std::span<const std::string_view> words) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    return base::failure(base::ErrorCode::invalid_input, fmt::format("`{}` is not one of the choices", word),
                         fmt::format("write one of {}", fmt::join(words, ", ")));
}

} // namespace redline::language
