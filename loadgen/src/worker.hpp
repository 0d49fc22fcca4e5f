/// Why this exists: one thread of the engine: sends what is due on its own connections, reads the answers,
/// and writes everything down. See run.hpp for what is promised; the worker is where it is kept.
///
/// One turn of its loop: wait for sockets or the next due time, read answers for at most a time slice, send
/// what is due for at most a time slice. Neither side can starve the other, however dear preparing or judging
/// is. Idle connections are used oldest first: that spreads the load over the target's acceptors as many
/// users would, and leaves a peer's close the most time to be seen before the connection is used again.
///
/// work() runs on the worker's thread; everything else before it starts or after it is joined.
#pragma once

#include <stop_token>
#include <vector>

#include "agenda.hpp"
#include "connection.hpp"
#include "network.hpp"
#include "pulse.hpp"
#include "redline/base/clock.hpp"
#include "redline/loadgen/recorder.hpp"
#include "redline/loadgen/run.hpp"
#include "slot_queue.hpp"

namespace redline::loadgen {

/// For how long answers are read while requests are due, and requests sent while answers wait.
constexpr base::Duration time_slice = std::chrono::microseconds(200);

/// What all workers of a run share, read only.
struct Common {
    const Plan& plan;
    const Traffic& traffic;
    const Schedule& schedule;
    Address address;
    base::Instant start;
    std::stop_token stop;
    unsigned workers = 1;
};

class Worker {
  public:
    Worker(const Common& common, unsigned index, unsigned connections, Poller poller);

    void work();
    RunResult take() { return recorder_.take(); }
    Pulse& pulse() { return pulse_; }

  private:
    enum class Course { sending, closed, stopped }; ///< closed: the drain is over, nothing more is sent

    base::Duration elapsed() const { return base::monotonic_now() - common_.start; }
    bool finished() const;
    void turn();
    base::Duration time_to_wait(bool more_to_prepare) const;
    void look_at_the_end();
    void give_up_waiting();
    void give_up(const Task& task);

    bool prepare_ahead();
    bool has_free() const { return !idle_.empty() || !vacant_.empty(); }
    void send_due();
    void dispatch();
    void open(std::uint32_t slot);
    void transmit(std::uint32_t slot);
    void note_sent(std::uint32_t slot);
    void note_lag(const Connection::Errand& errand);

    void take_events(std::span<const epoll_event> events);
    void take_event(const epoll_event& event);
    void expire();
    void settle(std::uint32_t slot, const Turn& turn);
    void end(std::uint32_t slot, const Turn& turn);
    Ended facts(const Connection& connection, const Turn& turn) const;
    base::Duration arrival(const Connection::Errand& errand) const;
    void judge(const Connection& connection, Ended& ended) const;
    std::string detail(const Connection& connection, const Ended& ended, const Turn& turn) const;
    void release(std::uint32_t slot);
    void vacate(std::uint32_t slot);
    void drop_idle(std::uint32_t slot);
    void follow_up(Task task, base::Duration due);

    void beat();
    void settle_cpu();
    std::uint64_t key(std::uint32_t slot) const { return std::uint64_t{generations_[slot]} << 32 | slot; }

    const Common& common_;
    Poller poller_;
    Poller::Events events_{};
    Agenda agenda_;
    Recorder recorder_;
    std::vector<Connection> connections_;
    std::vector<std::uint32_t>
        generations_; ///< tells an event of a closed connection from one of its successor
    SlotQueue idle_;
    SlotQueue vacant_;
    SlotQueue deadlines_; ///< connections with a request under way, the first to time out in front
    std::vector<char> buffer_;

    Course course_ = Course::sending;
    base::Duration now_{0};                ///< since the run's start, read at the latest event
    base::Duration send_limit_{0};         ///< when the drain ends
    base::Duration cut_off_{0};            ///< once stopped: when what is under way is cut off
    base::Duration exhausted_through_{-1}; ///< all that was due by then had to wait for a connection
    bool answers_all_read_ = true;
    base::Duration preparation_cost_{0};

    Pulse pulse_;
    Beat beat_;
    base::Duration next_beat_{0};
    base::Duration cpu_at_start_{0};
    base::Duration work_began_{0};
    bool cpu_settled_ = false;
};

} // namespace redline::loadgen
