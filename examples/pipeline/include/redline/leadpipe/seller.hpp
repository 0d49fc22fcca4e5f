/// Why this exists: buyers take their time, the person who posted the lead does not wait for them. A thread
/// of its own takes accepted leads from the ledger, offers them to the buyers and writes down who paid what.
/// It keeps nothing in memory: a lead accepted before a crash is sold after it.
///
/// Belongs to the thread that made it; works until destroyed.
#pragma once

#include <thread>

#include "redline/leadpipe/counters.hpp"
#include "redline/leadpipe/ledger.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

class Seller {
  public:
    /// What is handed in outlives this.
    Seller(Ledger& ledger, Counters& counters, tracer::Tracer& tracer);

  private:
    void sell_until_stopped(std::stop_token stop);
    std::size_t sell_batch();

    Ledger& ledger_;
    Counters& counters_;
    tracer::Tracer& tracer_;
    std::jthread thread_;
};

} // namespace redline::leadpipe
