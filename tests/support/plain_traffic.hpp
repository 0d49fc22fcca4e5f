/// Why this exists: the traffic most engine tests want: a GET whose path tells the flow's number, judged by
/// its status alone.
#pragma once

#include <string>

#include "redline/loadgen/plan.hpp"
#include "redline/loadgen/traffic.hpp"

/// GET /<step>/<flow index>. The trace id's low half is the flow index + 1.
inline redline::loadgen::Traffic plain_traffic() {
    using namespace redline::loadgen;
    const auto prepare = [](std::uint64_t flow_index, std::uint32_t step, PreparedRequest& into) {
        into.bytes.assign("GET /")
            .append(std::to_string(step))
            .append("/")
            .append(std::to_string(flow_index));
        into.bytes.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        into.trace_id = {.high = 1, .low = flow_index + 1};
    };
    const auto judge = [](std::uint32_t, const Response& response) {
        return Judgement{.failed_checks = 0, .status_accepted = response.status < 400};
    };
    return {prepare, judge};
}

/// The flow index in a path of plain_traffic.
inline std::uint64_t index_in(std::string_view path) {
    return std::stoull(std::string(path.substr(path.rfind('/') + 1)));
}

/// One flow of one step at a constant rate.
inline redline::loadgen::Plan plain_plan(std::uint16_t port, double per_second,
                                         redline::base::Duration duration) {
    redline::loadgen::Plan plan;
    plan.target = {"127.0.0.1", port};
    plan.stages = {{.name = "hold", .duration = duration, .from = {per_second}, .to = {per_second}}};
    plan.flows = {{"only", 1, {0}}};
    plan.steps = {{.flow = "only", .name = "get", .method = "GET", .route = "/0/{index}", .checks = {}}};
    plan.seed = 1;
    return plan;
}
