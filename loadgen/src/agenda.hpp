/// Why this exists: what a worker has to send next, in the order it falls due, with the next few requests
/// already written out so that writing them does not delay sending them.
///
/// In the open model, starts come from the worker's part of the schedule as they are needed: a backlog of
/// starts is only a place in it, not memory. In the closed model they come from its users. Follow-up steps
/// are queued, at most one for each flow under way. For one thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "crowd.hpp"
#include "redline/base/duration.hpp"
#include "redline/loadgen/schedule.hpp"
#include "redline/loadgen/traffic.hpp"

namespace redline::loadgen {

/// A request to be sent, not yet written out.
struct Task {
    std::uint64_t flow_index = 0;
    base::Duration due{0};
    std::uint32_t flow = 0;
    std::uint32_t position = 0; ///< in the flow's steps
    std::uint32_t step = 0;     ///< index into Plan::steps
    std::uint32_t stage = 0;    ///< the one the flow started in
    std::uint32_t user = 0;     ///< in the closed model, of this worker
};

struct PreparedTask {
    Task task;
    PreparedRequest request;
};

class Agenda {
  public:
    /// The part of worker `index` of so many; all must outlive it.
    Agenda(const Plan& plan, const Traffic& traffic, const Schedule& schedule, unsigned index,
           unsigned workers);

    bool empty() const { return ahead_count_ == 0 && follow_ups_.empty() && (!crowd_ || crowd_->empty()); }
    base::Duration next_due() const; ///< Duration::max() when empty
    /// How far apart the coming starts are; nothing where starts are not scheduled.
    std::optional<base::Duration> gap() const;

    /// Takes the task that is due first, written out; it lasts until the next call. Not for an empty agenda.
    PreparedTask& take();
    /// Takes it without writing it out.
    Task skip();

    void add_follow_up(const Task& task) { follow_ups_.push_back(task); }
    void flow_ended(const Task& last, base::Duration at) {
        if (crowd_) crowd_->ended(last.user, at);
    }

    /// Writes out one more of the coming starts; false when as many as planned are ready.
    bool prepare_one_ahead();

  private:
    static constexpr std::size_t ahead = 16;
    enum class Source { schedule, follow_ups, users };

    PreparedTask& at(std::size_t i) { return ring_[(ring_begin_ + i) % ahead]; }
    const PreparedTask& at(std::size_t i) const { return ring_[(ring_begin_ + i) % ahead]; }
    Source source() const;
    bool take_scheduled();
    Task task_of(const Start& start) const;
    void prepare(PreparedTask& entry) const;
    void refill();

    const Plan& plan_;
    const Traffic& traffic_;
    Schedule::Cursor starts_;
    std::optional<Crowd> crowd_;
    std::array<PreparedTask, ahead> ring_;
    std::size_t ring_begin_ = 0;
    std::size_t ahead_count_ = 0;
    std::size_t prepared_count_ = 0; ///< of those, from the first on
    std::deque<Task> follow_ups_;
    PreparedTask taken_;
};

} // namespace redline::loadgen
