/// A whole leadpipe without sockets, with its log lines at hand.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/service.hpp"
#include "sample_lead.hpp"
#include "scratch_folder.hpp"

namespace redline::leadpipe {

class LogLines {
  public:
    void add(std::string_view line) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(base::Json::parse(line));
    }
    std::vector<base::Json> lines() const {
        const std::lock_guard lock(mutex_);
        return lines_;
    }

  private:
    mutable std::mutex mutex_;
    std::vector<base::Json> lines_;
};

/// Never answers, so that accepted leads stay accepted.
class SilentBuyers final : public BuyerLine {
  public:
    void ask(const BuyerCall&, const base::Traceparent&, Done) override {}
};

struct ServiceFixture {
    explicit ServiceFixture(FaultPlan plan = {}, const PipelineOptions& options = {},
                            Service::Options served = {})
        : pipeline(open(options)), ledger(&pipeline->ledger()), faults(std::move(plan), 7, clock),
          service(tracer, *pipeline, faults, counters, clock, served) {}

    std::unique_ptr<Pipeline> open(const PipelineOptions& options) {
        auto opened = Pipeline::open(folder.path() / "ledger.sqlite", options,
                                     {buyers, timers, clock, tracer, counters});
        BOOST_REQUIRE(opened);
        return *std::move(opened);
    }

    Answer post(std::string body, std::string content_type = "application/json") {
        return service.handle({"POST", "/v1/leads", std::move(content_type), traceparent, std::move(body)});
    }
    Answer get(std::string target) { return service.handle({"GET", std::move(target), {}, traceparent, {}}); }

    const std::string trace_id = "0af7651916cd43dd8448eb211c80319c";
    const std::string traceparent = "00-" + trace_id + "-b7ad6b7169203331-01";
    LogLines log;
    tracer::TracerOptions traced() {
        tracer::TracerOptions made;
        made.service = "leadpipe";
        made.log_sink = [this](std::string_view line) { log.add(line); };
        return made;
    }
    tracer::Tracer tracer{traced()};
    test::ScratchFolder folder;
    base::SystemClock clock;
    Counters counters;
    Timers timers;
    SilentBuyers buyers;
    std::unique_ptr<Pipeline> pipeline;
    Ledger* ledger;
    Faults faults;
    Service service;
};

inline std::string text_in(const Answer& answer, const char* key) {
    const auto json = base::parse_json(answer.body, "answer");
    return json && json->contains(key) && (*json)[key].is_string() ? (*json)[key].get<std::string>() : "";
}

} // namespace redline::leadpipe
