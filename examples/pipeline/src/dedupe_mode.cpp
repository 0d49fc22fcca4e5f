#include "redline/leadpipe/dedupe_mode.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 3> mode_names{"off", "exact", "normalised"};

} // namespace

base::Result<DedupeMode> parse_dedupe_mode(std::string_view text) {
    const auto found = std::find(mode_names.begin(), mode_names.end(), text);
    if (found == mode_names.end())
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("there is no way `{}` to recognise duplicates", text),
                             base::suggestion(text, mode_names));
    return static_cast<DedupeMode>(found - mode_names.begin());
}

} // namespace redline::leadpipe
