/// Why this exists: buyers are other companies behind a network. Calls go as HTTP to one host that stands for
/// all of them (`leadpipe buyers`), `POST /buyers/NAME/ping` and `/post`, with the caller's span as
/// traceparent, over kept connections.
///
/// A bounded number of threads wait for answers, one call each; further calls wait for a thread. Whatever
/// holds a call up, its answer is `timed_out` after `answer_max`, by a timer, and a call that still waits by
/// then is not sent any more. Calls are sent again on a fresh connection where a kept one had died
/// (upstream.hpp): buyers know a lead_id again. `failed` says why: `no such buyer`, `too many calls wait` (no
/// room for it or its timer), `refused`, `reset`, …
///
/// Any thread. The end of the line drops the calls that wait, and waits for those that are under way.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "redline/leadpipe/buyer_line.hpp"
#include "redline/leadpipe/buyer_wire.hpp"
#include "redline/leadpipe/timers.hpp"
#include "redline/leadpipe/upstream.hpp"
#include "redline/leadpipe/worker_pool.hpp"

namespace redline::leadpipe {

struct HttpBuyersOptions {
    std::string host = "127.0.0.1";
    unsigned short port = 0;
    unsigned threads = 64; ///< calls under way at once
    std::size_t waiting_max = 4096;
    base::Duration answer_max = std::chrono::seconds(1);
    bool keep_alive = true;
};

struct HttpBuyer {
    std::string name;
    WireFormat format = WireFormat::json;
};

/// The buyers of simulated_buyer.hpp.
std::vector<HttpBuyer> known_http_buyers();

class HttpBuyers final : public BuyerLine {
  public:
    /// What is handed in outlives this.
    HttpBuyers(const std::vector<HttpBuyer>& buyers, Timers& timers, base::Clock& clock,
               const HttpBuyersOptions& options);
    ~HttpBuyers() override;

    void ask(const BuyerCall& call, const base::Traceparent& trace, Done done) override;

    UpstreamUse connections() const { return upstream_.use(); }

  private:
    struct Waiting;
    void send(Waiting& waiting);

    std::map<std::string, WireFormat, std::less<>> formats_;
    Timers& timers_;
    base::Clock& clock_;
    const HttpBuyersOptions options_;
    Upstream upstream_;
    std::atomic<bool> closed_{false};
    WorkerPool pool_; ///< last, so that it ends before what it uses
};

} // namespace redline::leadpipe
