/// Why this exists: the roles of the pipeline wired together, in the architecture that was chosen. What is
/// before it speaks HTTP, what is behind it are the buyers; in between no lead is lost.
///
/// Files: the ledger, and beside it, in the architectures that have one, the bus's journal under the same
/// name with
/// `.bus` behind it.
///
/// Where no event drives a lead on (monolith-sync, modular), one that was accepted by a process that died is
/// sold by the next one when it starts. Any thread; what is handed in outlives this.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "redline/leadpipe/architecture.hpp"
#include "redline/leadpipe/bus.hpp"
#include "redline/leadpipe/conservation.hpp"
#include "redline/leadpipe/counters.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "redline/leadpipe/market.hpp"

namespace redline::leadpipe {

struct PipelineOptions {
    Architecture architecture = Architecture::event;
    LedgerOptions ledger{};
    MarketOptions market{};
    bool dead_letters = true; ///< keep what could not be delivered, for a replay
    RedeliveryPolicy redelivery{};
    std::optional<std::int64_t> sales_per_day{}; ///< to each buyer
    std::function<bool(LeadId)> poisoned{}; ///< whether a lead's events fail whoever takes them (a fault)
};

/// A lead nobody can say yes or no to.
struct DeadLead {
    LeadId id = 0;
    std::string where; ///< `ledger`, or the consumer whose dead letter it is
    std::string reason;
    int attempts = 0;
};

class Pipeline {
  public:
    struct Around {
        BuyerLine& buyers;
        Timers& timers;
        base::Clock& clock;
        tracer::Tracer& tracer;
        Counters& counters;
    };

    static base::Result<std::unique_ptr<Pipeline>> open(const std::filesystem::path& database,
                                                        const PipelineOptions& options, const Around& around);
    /// Ends what runs; what was accepted goes on in the next process.
    ~Pipeline();

    bool is_sold_in_request() const;
    Ledger& ledger();
    Market& market();

    /// To be held by a request from before its leads are recorded until they are followed: else
    /// conservation() finds them stranded in between. Does not outlive this.
    std::shared_ptr<const void> begin_request();

    /// What this architecture does with an accepted lead before its sender is answered. Accepted: it goes on
    /// afterwards.
    Settlement follow(LeadId id, const Entry& entry);

    base::Result<Conservation> conservation();

    base::Result<std::vector<DeadLead>> dead_letters(std::size_t count_max);
    /// Delivers everything dead anew. How many leads.
    base::Result<std::size_t> replay_dead_letters();

    /// Of the market, the bus and the ledger.
    std::vector<prometheus::MetricFamily> metrics();

  private:
    struct Parts;
    explicit Pipeline(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
