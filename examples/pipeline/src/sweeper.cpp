#include "sweeper.hpp"

namespace redline::leadpipe {

Sweeper::Sweeper(std::vector<LeadId> accepted, std::function<void(LeadId)> take_up)
    : take_up_(std::move(take_up)),
      thread_([this, accepted = std::move(accepted)](const std::stop_token& stop) {
          sweep(accepted, stop);
          while (!stop.stop_requested())
              for (const auto& ids : opened_.take(1)) sweep(ids, stop);
      }) {}

Sweeper::~Sweeper() {
    thread_.request_stop();
    opened_.close();
}

void Sweeper::sweep(const std::vector<LeadId>& ids, const std::stop_token& stop) const {
    for (const auto id : ids)
        if (!stop.stop_requested()) take_up_(id);
}

} // namespace redline::leadpipe
