#include "redline/language/requests.hpp"

#include <algorithm>

#include "redline/language/judge.hpp"
#include "redline/loadgen/recorder.hpp"
#include "redline/loadgen/schedule.hpp"

namespace redline::language {

namespace {

/// A source's leads have a seed of their own, so that two sources of one scenario are different people.
std::vector<traffic::LeadFeed> feeds_of(const Scenario& scenario) {
    std::vector<traffic::LeadFeed> feeds;
    for (const auto& source : scenario.sources)
        feeds.emplace_back(source.leads, base::Random::keyed(scenario.plan.seed, source.name, 0).next());
    return feeds;
}

/// The traces of one step. The first half of a trace id names the run, the second is drawn by the flow's
/// number alone, and the parent id is that draw turned over: a request costs one draw, and a step's traces
/// all differ.
class StepTraces {
  public:
    StepTraces(std::uint64_t seed, std::size_t step)
        : high_(base::Random::keyed(seed, "trace", 0).next()),
          first_(base::Random::keyed(seed, "trace of step", step).next()) {}

    base::Traceparent of(std::uint64_t flow_index) const {
        const auto drawn = base::Random(first_ + flow_index).next();
        return {{high_, nonzero(drawn)}, {nonzero(~drawn)}, true};
    }

  private:
    /// All-zero ids are invalid (W3C Trace Context, sections 3.2.2.3 and 3.2.2.4).
    static std::uint64_t nonzero(std::uint64_t drawn) { return drawn == 0 ? 1 : drawn; }

    std::uint64_t high_;
    std::uint64_t first_;
};

/// Where no check looks into it, as much of a body as a failed request's sample shows.
std::uint32_t body_bytes_for(const std::vector<Check>& checks) {
    const bool looked_into = std::any_of(checks.begin(), checks.end(), [](const Check& check) {
        return check.subject == Subject::body || check.subject == Subject::json;
    });
    return looked_into ? loadgen::body_bytes_max : static_cast<std::uint32_t>(loadgen::detail_bytes_max);
}

/// Everything about a scenario's requests that is known before the first is asked for.
class Requests {
  public:
    explicit Requests(std::shared_ptr<const Scenario> scenario)
        : scenario_(std::move(scenario)), schedule_(scenario_->plan), feeds_(feeds_of(*scenario_)) {
        for (std::size_t step = 0; step < scenario_->plan.steps.size(); ++step)
            traces_.emplace_back(scenario_->plan.seed, step);
        for (const auto& checks : scenario_->checks) body_bytes_.push_back(body_bytes_for(checks));
        for (const auto& request : scenario_->requests)
            fixed_.push_back(fixed(request, traces_.front().of(0).trace_id.high));
    }

    void prepare(std::uint64_t flow_index, std::uint32_t step, loadgen::PreparedRequest& into) const {
        const auto request = fixed_.size() == 1           ? 0
                             : scenario_->request_by_flow ? schedule_.flow_of(flow_index)
                                                          : step;
        const auto trace = traces_[step].of(flow_index);
        into.trace_id = trace.trace_id;
        into.body_bytes_wanted = body_bytes_[step];
        if (fixed_[request]) return copy(*fixed_[request], trace, into.bytes);
        RequestDraw draw(scenario_->plan.seed, flow_index, step, feeds_);
        into.bytes.clear();
        append_request(scenario_->requests[request], trace, draw, into.bytes);
    }

    loadgen::Judgement judge(std::uint32_t step, const loadgen::Response& response) const {
        return language::judge(scenario_->checks[step], response);
    }

  private:
    static void copy(const FixedRequest& request, const base::Traceparent& trace, std::string& into) {
        into = request.bytes;
        if (request.low_at == 0) return;
        constexpr std::size_t parent_after_low = 17;
        base::write_hex(trace.trace_id.low, into.data() + request.low_at);
        base::write_hex(trace.parent_id.value, into.data() + request.low_at + parent_after_low);
    }

    std::shared_ptr<const Scenario> scenario_;
    loadgen::Schedule schedule_;
    std::vector<traffic::LeadFeed> feeds_;
    std::vector<std::optional<FixedRequest>> fixed_; ///< beside the scenario's requests
    std::vector<StepTraces> traces_;
    std::vector<std::uint32_t> body_bytes_; ///< wanted of each step's answers
};

} // namespace

loadgen::Traffic traffic_of(std::shared_ptr<const Scenario> scenario) {
    const auto requests = std::make_shared<const Requests>(std::move(scenario));
    loadgen::Traffic traffic;
    traffic.prepare = [requests](std::uint64_t flow_index, std::uint32_t step,
                                 loadgen::PreparedRequest& into) {
        requests->prepare(flow_index, step, into);
    };
    traffic.judge = [requests](std::uint32_t step, const loadgen::Response& response) {
        return requests->judge(step, response);
    };
    return traffic;
}

} // namespace redline::language
