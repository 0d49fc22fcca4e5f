#include "sweeper.hpp"

#include <mutex>
#include <utility>

namespace redline::leadpipe {

struct Sweeper::Waiting {
    explicit Waiting(Sweeper* whose) : sweeper(whose) {}

    std::mutex mutex;
    Sweeper* sweeper; ///< none once it is gone
    std::vector<LeadId> ids{};
    bool timed = false;
};

Sweeper::Sweeper(std::vector<LeadId> accepted, std::function<bool(LeadId)> take_up, const Moment& moment)
    : take_up_(std::move(take_up)), moment_(moment), waiting_(std::make_shared<Waiting>(this)),
      thread_([this, accepted = std::move(accepted)](const std::stop_token& stop) {
          sweep(accepted, stop);
          while (!stop.stop_requested())
              for (const auto& ids : opened_.take(1)) sweep(ids, stop);
      }) {}

Sweeper::~Sweeper() {
    {
        const std::lock_guard lock(waiting_->mutex);
        waiting_->sweeper = nullptr;
    }
    thread_.request_stop();
    opened_.close();
}

void Sweeper::sweep(const std::vector<LeadId>& ids, const std::stop_token& stop) {
    for (const auto id : ids)
        if (!stop.stop_requested() && !take_up_(id)) take_up_later(id);
}

void Sweeper::take_up_later(LeadId id) {
    const std::lock_guard lock(waiting_->mutex);
    waiting_->ids.push_back(id);
    set_timer();
}

/// Where the timers are full, the next that comes to wait sets one for all. Under the lock.
void Sweeper::set_timer() {
    if (waiting_->timed) return;
    waiting_->timed = moment_.timers.at(moment_.clock.now() + moment_.pause, [waiting = waiting_] {
        const std::lock_guard lock(waiting->mutex);
        waiting->timed = false;
        if (waiting->sweeper != nullptr) waiting->sweeper->take_up_waiting();
    });
}

/// Under the lock.
void Sweeper::take_up_waiting() {
    auto ids = std::exchange(waiting_->ids, {});
    if (opened_.try_push(std::move(ids))) return;
    waiting_->ids = std::move(ids);
    set_timer();
}

} // namespace redline::leadpipe
