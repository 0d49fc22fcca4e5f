/// Why this exists: what a worker has to send next, in the order it falls due, with the next few requests
/// already written out so that writing them does not delay sending them.
///
/// Starts come from the worker's part of the schedule as they are needed: a backlog of starts is only a place
/// in it, not memory. Follow-up steps are queued, at most one for each flow under way. For one thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>

#include "redline/base/duration.hpp"
#include "redline/loadgen/schedule.hpp"
#include "redline/loadgen/traffic.hpp"

namespace redline::loadgen {

/// A request to be sent, not yet written out.
struct Task {
    std::uint64_t flow_index = 0;
    std::uint32_t flow = 0;
    std::uint32_t position = 0; ///< in the flow's steps
    std::uint32_t step = 0;     ///< index into Plan::steps
    std::uint32_t stage = 0;    ///< the one the flow started in
    base::Duration due{0};
};

struct PreparedTask {
    Task task;
    PreparedRequest request;
    bool prepared = false;
};

class Agenda {
  public:
    Agenda(const Plan& plan, const Traffic& traffic, Schedule::Cursor starts);

    bool empty() const { return ahead_count_ == 0 && follow_ups_.empty(); }
    base::Duration next_due() const; ///< Duration::max() when empty

    /// The request that is due first, written out. Not for an empty agenda.
    PreparedTask& front();
    const Task& front_task() const;
    void pop();

    void add_follow_up(const Task& task) { follow_ups_.push_back(task); }

    /// Writes out one more of the coming starts; false when as many as planned are ready.
    bool prepare_one_ahead();
    bool front_is_prepared() const { return ahead_count_ == 0 || at(0).prepared; }

  private:
    static constexpr std::size_t ahead = 16;

    PreparedTask& at(std::size_t i) { return ring_[(ring_begin_ + i) % ahead]; }
    const PreparedTask& at(std::size_t i) const { return ring_[(ring_begin_ + i) % ahead]; }
    bool follow_up_first() const;
    void prepare(PreparedTask& entry) const;
    void refill();

    const Plan& plan_;
    const Traffic& traffic_;
    Schedule::Cursor starts_;
    std::array<PreparedTask, ahead> ring_;
    std::size_t ring_begin_ = 0;
    std::size_t ahead_count_ = 0;
    std::deque<Task> follow_ups_;
    PreparedTask follow_up_;
};

} // namespace redline::loadgen
