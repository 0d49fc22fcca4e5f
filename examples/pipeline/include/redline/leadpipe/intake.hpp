/// Why this exists: the way of a lead from the wire to the ledger, one step after the other, each with its
/// own span and its own reason to refuse: parse and validate, normalise the address, deduplicate and write
/// down.
///
/// A lead answered 202 is on disk. Refusals are 400 (no JSON, no UTF-8), 413, 415 and 422 (the lead); a full
/// ledger is 503, and so is a failing one. Any thread; blocks until the ledger has committed.
#pragma once

#include <tl/expected.hpp>

#include "redline/leadpipe/counters.hpp"
#include "redline/leadpipe/dedupe_mode.hpp"
#include "redline/leadpipe/faults.hpp"
#include "redline/leadpipe/http_message.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

class Intake {
  public:
    /// What is handed in outlives this.
    Intake(tracer::Tracer& tracer, Ledger& ledger, Faults& faults, Counters& counters,
           DedupeMode dedupe = DedupeMode::normalised)
        : tracer_(tracer), ledger_(ledger), faults_(faults), counters_(counters), dedupe_(dedupe) {}

    /// Answers POST /v1/leads.
    tl::expected<Answer, Problem> post(const Request& request);

  private:
    struct Order;

    tl::expected<Order, Problem> read_order(const Request& request);
    tl::expected<Address, Problem> read_address(const Lead& lead);
    tl::expected<Answer, Problem> record(Entry entry);

    tracer::Tracer& tracer_;
    Ledger& ledger_;
    Faults& faults_;
    Counters& counters_;
    DedupeMode dedupe_;
};

} // namespace redline::leadpipe
