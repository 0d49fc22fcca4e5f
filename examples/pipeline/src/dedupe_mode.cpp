#include "redline/leadpipe/dedupe_mode.hpp"

#include <array>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 3> mode_names{"off", "exact", "normalised"};

} // namespace

base::Result<DedupeMode> parse_dedupe_mode(std::string_view text) {
    return parse_choice<DedupeMode>("dedupe mode", text, mode_names);
}

} // namespace redline::leadpipe
