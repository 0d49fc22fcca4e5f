#include "redline/leadpipe/lead_state.hpp"

namespace redline::leadpipe {

std::string_view to_text(LeadState state) {
    switch (state) {
    case LeadState::accepted: return "accepted";
    case LeadState::sold: return "sold";
    case LeadState::unsold: return "unsold";
    case LeadState::duplicate: return "duplicate";
    case LeadState::rejected: return "rejected";
    case LeadState::failed: return "failed";
    case LeadState::returned: break;
    }
    return "returned";
}

} // namespace redline::leadpipe
