/// Why this exists: the way of a lead from the wire to the ledger, one step after the other, each with its
/// own span and its own reason to refuse: parse and validate, normalise the address, deduplicate and write
/// down; and then as far as the architecture lets its sender wait.
///
/// A lead answered 202 is on disk. Refusals are 400 (no JSON, no UTF-8), 413, 415 and 422 (the lead), and
/// counted in the ledger; a full ledger is 503, and so is a failing one. Any thread; blocks until the ledger
/// has committed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/counters.hpp"
#include "redline/leadpipe/dedupe_mode.hpp"
#include "redline/leadpipe/faults.hpp"
#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/pipeline.hpp"
#include "redline/leadpipe/validation_mode.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

/// Leads in one batch.
constexpr std::size_t batch_leads_max = 500;

struct IntakeModes {
    DedupeMode dedupe = DedupeMode::normalised;
    ValidationMode validation = ValidationMode::repair;
};

class Intake {
  public:
    /// Beside the body of a lead.
    struct Terms {
        std::string idempotency_key;          ///< from the header; one in the body goes before
        std::optional<std::vector<Bid>> bids; ///< of a ping that came before; else there is an auction
    };

    /// What is handed in outlives this.
    Intake(tracer::Tracer& tracer, Pipeline& pipeline, Faults& faults, Counters& counters,
           IntakeModes modes = {})
        : tracer_(tracer), pipeline_(pipeline), faults_(faults), counters_(counters), modes_(modes) {}

    /// Answers POST /v1/leads.
    tl::expected<Answer, Problem> post(const Request& request);
    /// Answers POST /v1/leads/batch: an outcome for each lead, in their order.
    tl::expected<Answer, Problem> post_batch(const Request& request);

    /// The two steps of post(): the object of the request, and the outcome of the lead in it as JSON.
    tl::expected<base::Json, Problem> open(const Request& request);
    tl::expected<std::string, Problem> take(const base::Json& json, const Terms& terms);

  private:
    struct Order;

    tl::expected<Entry, Problem> read_entry(const base::Json& json, std::string_view key_header);
    tl::expected<Order, Problem> read_order(const base::Json& json, std::string_view key_header);
    tl::expected<Entry, Problem> entry_of(const Order& order);
    tl::expected<Address, Problem> read_address(const Lead& lead);
    tl::expected<std::string, Problem> record(Entry entry);
    std::vector<tl::expected<std::string, Problem>>
    record_all(std::vector<tl::expected<Entry, Problem>>& entries);
    std::string batch_json(const base::Json& leads);
    tl::expected<std::string, Problem> outcome_of(const tl::expected<Recorded, LedgerFault>& recorded,
                                                  const Entry& entry);
    Settlement follow(const Recorded& recorded, const Entry& entry);
    void note_refused(const Problem& problem);

    tracer::Tracer& tracer_;
    Pipeline& pipeline_;
    Faults& faults_;
    Counters& counters_;
    IntakeModes modes_;
};

} // namespace redline::leadpipe
