#include "redline/leadpipe/admission.hpp"

#include <algorithm>
#include <numeric>

namespace redline::leadpipe {

std::size_t Admission::in_flight() const {
    return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

bool Admission::enter(ClientClass client) {
    const bool first_in_line = client == ClientClass::priority;
    const auto reserve = first_in_line ? 0 : std::min(limits_.reserve, limits_.total_max);
    if (in_flight() >= limits_.total_max - reserve) return false;
    auto& count = counts_[static_cast<std::size_t>(client)];
    if (!first_in_line && count >= limits_.class_max) return false;
    ++count;
    return true;
}

void Admission::leave(ClientClass client) { --counts_[static_cast<std::size_t>(client)]; }

} // namespace redline::leadpipe
