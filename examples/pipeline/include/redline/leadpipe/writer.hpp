/// Why this exists: the store follows the ledger's log, and how it does so decides what it costs: a commit a
/// fact (`row`) or a commit for many (`batch:N`). The writer is the one thread that does it.
///
/// A batch that fails is taken back whole and tried again, with the backoff of redelivery.hpp and without an
/// end: the log keeps what was not applied, so nothing is lost, and the store is late. Lag is measured by
/// looking at the log, at most lag_events_max facts of it.
///
/// step() belongs to one thread at a time; everything else to any thread.
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <string_view>
#include <thread>

#include "redline/base/clock.hpp"
#include "redline/leadpipe/commit_bell.hpp"
#include "redline/leadpipe/logged_event.hpp"
#include "redline/leadpipe/redelivery.hpp"
#include "redline/leadpipe/store.hpp"
#include "redline/leadpipe/store_faults.hpp"

namespace redline::leadpipe {

constexpr std::size_t ingest_facts_max = 10'000;
constexpr std::size_t lag_events_max = 10'000;

/// How many facts are applied in one transaction.
struct Ingest {
    std::size_t facts_max = 500;
    bool operator==(const Ingest&) const = default;
};

/// Reads `row` or `batch:N`, N from 1 to ingest_facts_max.
base::Result<Ingest> parse_ingest(std::string_view text);
std::string to_text(Ingest ingest);

struct WriterOptions {
    Ingest ingest{};
    base::Duration look_again = std::chrono::milliseconds(100); ///< at the log, when nobody says it grew
    base::Duration first_delay = std::chrono::milliseconds(10); ///< after a failure
    base::Duration delay_max = std::chrono::seconds(1);
    std::uint64_t seed = 0; ///< of the dice of the backoff
};

struct WriterCounts {
    std::uint64_t applied = 0, batches = 0, failures = 0;
};

class Writer {
  public:
    /// Called after a batch is committed, on the thread that applied it.
    using Applied = std::function<void(const std::vector<LoggedEvent>&)>;

    /// What is handed in outlives this.
    Writer(Store& store, ReadLog log, StoreFaults& faults, base::Clock& clock, WriterOptions options = {},
           Applied applied = {});

    /// Applies the next batch. How many facts it had: 0 at the end of the log.
    base::Result<std::size_t> step();
    /// Follows the log until stopped.
    void follow(const std::stop_token& stop);
    /// The log has grown.
    void poke() { grown_.ring(); }

    base::Result<Lag> lag();
    WriterCounts counts() const { return {applied_count_, batches_, failures_}; }

  private:
    base::Duration delay_after(int failures_in_a_row) const;

    Store& store_;
    ReadLog log_;
    StoreFaults& faults_;
    base::Clock& clock_;
    WriterOptions options_;
    Applied applied_;
    CommitBell grown_, never_; ///< nobody rings the second
    std::atomic<std::uint64_t> applied_count_{0}, batches_{0}, failures_{0};
};

/// A writer that follows by itself as long as this lives. `writer` outlives it.
class WriterThread {
  public:
    explicit WriterThread(Writer& writer)
        : thread_([&writer](const std::stop_token& stop) { writer.follow(stop); }) {}

  private:
    std::jthread thread_;
};

} // namespace redline::leadpipe
