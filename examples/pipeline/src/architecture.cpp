#include "redline/leadpipe/architecture.hpp"

#include <array>

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, 4> names{"monolith-sync", "modular", "hybrid", "event"};

} // namespace

base::Result<Architecture> parse_architecture(std::string_view text) {
    return parse_choice<Architecture>("architecture", text, names);
}

std::string_view to_text(Architecture architecture) { return names[static_cast<std::size_t>(architecture)]; }

} // namespace redline::leadpipe
