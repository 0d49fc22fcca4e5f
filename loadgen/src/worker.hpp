/// Why this exists: one thread of the engine: sends what is due, reads the answers, and writes everything
/// down. See run.hpp for what is promised; the worker is where it is kept.
///
/// One turn of its loop: wait for the transport, the next due time or the next tick, read answers for at most
/// a time slice, send what is due for at most a time slice. Neither side can starve the other, however dear
/// preparing or judging is.
///
/// work() runs on the worker's thread; everything else before it starts or after it is joined.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "agenda.hpp"
#include "pulse.hpp"
#include "redline/base/clock.hpp"
#include "redline/loadgen/recorder.hpp"
#include "redline/loadgen/run.hpp"
#include "slot_queue.hpp"
#include "transports.hpp"

namespace redline::loadgen {

/// For how long answers are read while requests are due, and requests sent while answers wait.
constexpr base::Duration time_slice = std::chrono::microseconds(200);

/// What all workers of a run share, read only.
struct Common {
    const Plan& plan;
    const Traffic& traffic;
    const Schedule& schedule;
    base::Instant start;
    std::stop_token stop;
    unsigned workers = 1;
};

class Worker {
  public:
    /// `places` is the transport's.
    Worker(const Common& common, unsigned index, unsigned places, ChosenTransport chosen);

    void work();
    RunResult take() { return recorder_.take(); }
    Pulse& pulse() { return pulse_; }

  private:
    enum class Course { sending, closed, stopped }; ///< closed: the drain is over, nothing more is sent

    /// The request of a place.
    struct Errand {
        Task task;
        base::TraceId trace_id;
        base::Duration deadline{0};
        base::Duration sent_at{0};
        bool sent = false;
        bool opening = false; ///< its connection is not open yet
        bool queued = false;  ///< no connection was free when it was due
    };

    base::Duration elapsed() const { return base::monotonic_now() - common_.start; }
    base::Duration since_start(base::Instant instant) const { return instant - common_.start; }
    bool finished() const;
    void turn();
    void wait(bool more_to_prepare);
    bool in_ticks();
    std::string pacing() const;
    void look_at_the_end();
    void give_up_waiting();
    void flow_begins();
    void give_up(const Task& task, Outcome outcome);

    bool prepare_ahead();
    void send_due();
    bool too_late(base::Duration due) const;
    void dispatch();
    void note_lag(const Errand& errand, base::Duration at);
    void note_sent(Errand& errand, base::Duration at);

    void take_events();
    void take_event(const Event& event);
    void expire();
    void abandon(std::uint32_t place, Outcome outcome);
    void end(const Event& event);
    void conclude(const Event& event);
    Ended facts(const Errand& errand, const Event& event) const;
    std::optional<std::string_view> body_of(const Answer& answer);
    void judge(const Answer& answer, Ended& ended);
    std::string detail(const Event& event, const Ended& ended) const;
    void go_on(const Task& task, const Ended& ended);
    void follow_up(Task task, base::Duration due);

    void beat();
    void settle_cpu();

    const Common& common_;
    std::unique_ptr<Transport> transport_;
    Agenda agenda_;
    Recorder recorder_;
    std::vector<Errand> errands_;
    SlotQueue deadlines_; ///< places with a request under way, the first to time out in front

    Course course_ = Course::sending;
    base::Duration now_{0};                ///< since the run's start, read at the latest event
    base::Duration send_limit_{0};         ///< when the drain ends
    base::Duration cut_off_{0};            ///< once stopped: when what is under way is cut off
    base::Duration exhausted_through_{-1}; ///< all that was due by then had to wait for a connection
    bool answers_all_read_ = true;
    std::string decoded_; ///< the latest body that came in gzip
    base::Duration preparation_cost_{0};

    Pulse pulse_;
    Beat beat_;
    base::Duration next_beat_{0};
    base::Duration cpu_at_start_{0};
    base::Duration work_began_{0};
    bool cpu_settled_ = false;
    bool waited_for_each_ = false; ///< for a start of its own, and not for a tick
    bool waited_for_ticks_ = false;
};

} // namespace redline::loadgen
