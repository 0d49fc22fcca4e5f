#include "redline/language/requests.hpp"

#include "redline/language/judge.hpp"
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

/// All-zero ids are invalid (W3C Trace Context, sections 3.2.2.3 and 3.2.2.4).
std::uint64_t nonzero(base::Random& random) {
    const auto value = random.next();
    return value == 0 ? 1 : value;
}

base::Traceparent trace_of(std::uint64_t seed, std::uint64_t flow_index, std::uint32_t step) {
    auto random = step_random(seed, "trace", flow_index, step);
    base::Traceparent trace;
    trace.trace_id.high = random.next();
    trace.trace_id.low = nonzero(random);
    trace.parent_id.value = nonzero(random);
    return trace;
}

} // namespace

loadgen::Traffic traffic_of(std::shared_ptr<const Scenario> scenario) {
    const auto schedule = std::make_shared<const loadgen::Schedule>(scenario->plan);
    const auto feeds = std::make_shared<const std::vector<traffic::LeadFeed>>(feeds_of(*scenario));
    loadgen::Traffic traffic;
    traffic.prepare = [scenario, schedule, feeds](std::uint64_t flow_index, std::uint32_t step,
                                                  loadgen::PreparedRequest& into) {
        const auto trace = trace_of(scenario->plan.seed, flow_index, step);
        RequestDraw draw(scenario->plan.seed, flow_index, step, *feeds);
        into.trace_id = trace.trace_id;
        into.bytes.clear();
        const auto request = scenario->request_by_flow ? schedule->flow_of(flow_index) : step;
        append_request(scenario->requests[request], trace, draw, into.bytes);
    };
    traffic.judge = [scenario](std::uint32_t step, const loadgen::Response& response) {
        return judge(scenario->checks[step], response);
    };
    return traffic;
}

} // namespace redline::language
