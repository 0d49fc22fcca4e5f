#include "redline/language/load_line.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "load_requests.hpp"
#include "redline/base/random.hpp"
#include "redline/language/engine_words.hpp"
#include "redline/language/read_scenario.hpp"
#include "wire_words.hpp"

namespace redline::language {

namespace {

tl::unexpected<base::Error> wrong(std::string message, std::string hint = {}) {
    return base::failure(base::ErrorCode::invalid_input, std::move(message), std::move(hint));
}

template <std::uint64_t max>
base::Result<std::uint64_t> parse_count(std::string_view text) {
    std::uint64_t count = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (code == std::errc{} && end == text.data() + text.size() && count >= 1 && count <= max) return count;
    return wrong(fmt::format("not a number from 1 to {}", max));
}

base::Result<unsigned> parse_connections(std::string_view text) {
    return parse_count<connections_max>(text).map(
        [](std::uint64_t count) { return static_cast<unsigned>(count); });
}

base::Result<unsigned> parse_users(std::string_view text) {
    return parse_count<users_max>(text).map([](std::uint64_t count) { return static_cast<unsigned>(count); });
}

base::Result<std::uint64_t> parse_requests(std::string_view text) {
    return parse_count<std::uint64_t{1'000'000'000'000}>(text);
}

base::Result<base::Rate> parse_load_rate(std::string_view text) {
    const auto rate = base::parse_rate(text);
    if (!rate) return wrong("not a rate", "write requests a second, for example 1000/s or 10k/s");
    if (rate->per_second > 0 && rate->per_second <= arrival_rate_max.per_second) return rate;
    return wrong("a rate is more than nothing and at most 10M/s");
}

base::Result<base::Duration> parse_load_duration(std::string_view text) {
    const auto duration = base::parse_duration(text);
    if (!duration) return wrong("not a duration", "write it with its unit: 20s, 5m");
    if (*duration > base::Duration::zero() && *duration <= stages_duration_max) return duration;
    return wrong("a load takes some time, and at most 30 days");
}

base::Result<loadgen::Protocol> parse_protocol(std::string_view word) {
    return choice_of<loadgen::Protocol>(word, protocol_words);
}

base::Result<loadgen::Backend> parse_backend(std::string_view word) {
    return choice_of<loadgen::Backend>(word, backend_words);
}

base::Result<loadgen::Late> parse_late(std::string_view word) {
    return choice_of<loadgen::Late>(word, late_words);
}

/// Reads the options into a plan and remembers the first that was wrong.
class LineReader {
  public:
    explicit LineReader(const LoadLine& line) : line_(line) {}

    base::Result<loadgen::Plan> read(LoadRequests requests, std::uint64_t seed) {
        plan_.seed = seed;
        plan_.target = std::move(requests.target);
        plan_.flows = std::move(requests.flows);
        plan_.flows_in_turn = true;
        plan_.steps = std::move(requests.steps);
        read_model();
        read_connections();
        read_wire();
        if (!mistake_) mistake_ = contradiction(plan_);
        if (mistake_) return tl::unexpected(*mistake_);
        return std::move(plan_);
    }

  private:
    template <class Parse, class Value>
    void take(std::string_view option, const std::string& text, Parse parse, Value& into) {
        if (text.empty()) return;
        auto value = parse(std::string_view(text));
        if (value)
            into = std::move(*value);
        else
            refuse(in_option(option, text, value.error()).value());
    }

    void refuse(base::Error error) {
        if (!mistake_) mistake_ = std::move(error);
    }
    void refuse(std::string message, std::string hint) {
        refuse(base::Error{base::ErrorCode::invalid_input, std::move(message), std::move(hint), {}});
    }

    void read_model() {
        if (!line_.users.empty() && !line_.rate.empty())
            return refuse("--users with --rate: a load is of one model",
                          "--rate: requests are due on time whatever the target does; --users: each user "
                          "waits for its answer");
        take("--requests", line_.requests, parse_requests, plan_.flows_max);
        line_.users.empty() ? read_open_model() : read_closed_model();
    }

    void read_open_model() {
        if (!line_.think_time.empty())
            return refuse("--think-time without --users: only a user thinks", "write --users N as well");
        auto rate = load_rate_default;
        auto duration = load_duration_default;
        take("--rate", line_.rate, parse_load_rate, rate);
        take("--duration", line_.duration, parse_load_duration, duration);
        take("--late", line_.late, parse_late, plan_.late);
        if (plan_.flows_max > 0) duration = shortened(duration, rate);
        if (!mistake_ && rate.per_second * base::in_seconds(duration) < 1)
            return refuse(
                fmt::format("{} for {} is not one request", base::to_text(rate), base::to_text(duration)),
                "raise --rate or --duration");
        plan_.stages = {{"load", duration, rate, rate}};
    }

    /// So many requests at that rate take a time of their own; a duration that was written may end it sooner.
    base::Duration shortened(base::Duration duration, base::Rate rate) const {
        const auto seconds = static_cast<double>(plan_.flows_max) / rate.per_second;
        const auto unbounded = seconds >= base::in_seconds(stages_duration_max);
        const auto needed =
            unbounded ? stages_duration_max : base::Duration(std::llround(std::ceil(seconds * 1e9)));
        return line_.duration.empty() ? needed : std::min(duration, needed);
    }

    void read_closed_model() {
        loadgen::Users users;
        take("--users", line_.users, parse_users, users.count);
        take("--think-time", line_.think_time, base::parse_duration, users.think_time);
        if (!line_.late.empty())
            refuse("--late with --users: a user's request is never late", "leave it out");
        auto duration = line_.requests.empty() ? load_duration_default : load_duration_max_unsaid;
        take("--duration", line_.duration, parse_load_duration, duration);
        plan_.users = users;
        plan_.connections = users.count;
        plan_.stages = {{"load", duration, {}, {}}};
    }

    void read_connections() {
        take("--connections", line_.connections, parse_connections, plan_.connections);
        take("--requests-per-connection", line_.requests_per_connection, parse_requests,
             plan_.wire.requests_per_connection);
        take("--timeout", line_.timeout, parse_timeout, plan_.timeout);
        take("--io", line_.io, parse_backend, plan_.backend);
    }

    void read_wire() {
        auto& wire = plan_.wire;
        take("--http", line_.http, parse_protocol, wire.protocol);
        take("--cacert", line_.ca_file, readable_file, wire.tls.ca_file);
        take("--cert", line_.certificate_file, readable_file, wire.tls.certificate_file);
        take("--key", line_.key_file, readable_file, wire.tls.key_file);
        take("--proxy", line_.proxy, parse_proxy, wire.proxy);
        take("--unix-socket", line_.unix_socket, parse_socket_path, plan_.target.unix_socket);
        take("--resolve-every", line_.resolve_every, parse_resolve_every, wire.resolve_every);
        for (const auto& address : line_.local_addresses)
            take("--local-address", address, parse_local_address, wire.local_addresses.emplace_back());
        wire.tls.verify = !line_.insecure;
        wire.gzip = line_.compressed;
    }

    const LoadLine& line_;
    loadgen::Plan plan_;
    std::optional<base::Error> mistake_;
};

/// A mistake is shown in the threshold's own text, as a scenario shows it in its line.
base::Result<std::vector<reports::Threshold>> read_thresholds(const std::vector<std::string>& texts,
                                                              const loadgen::Plan& plan) {
    std::vector<reports::Threshold> thresholds;
    std::vector<std::string_view> steps;
    for (const auto& step : plan.steps) steps.push_back(step.name);
    const std::array<std::string_view, 1> stages = {plan.stages.front().name};
    for (const auto& text : texts) {
        const auto source = std::make_shared<const base::SourceText>(base::SourceText{"--threshold", text});
        auto threshold = reports::parse_threshold(text, {source, 1, 1});
        if (!threshold) return tl::unexpected(threshold.error());
        auto unknown = reports::unknown_names(*threshold, steps, stages);
        if (!unknown.empty()) return base::failure(std::move(unknown));
        thresholds.push_back(std::move(*threshold));
    }
    return thresholds;
}

} // namespace

base::Result<Scenario> read_load(const LoadLine& line, std::optional<std::uint64_t> seed) {
    auto requests = read_load_requests(line);
    if (!requests) return tl::unexpected(requests.error());
    Scenario scenario;
    scenario.name = "load";
    scenario.request_by_flow = true;
    for (const auto& parts : requests->requests)
        scenario.requests.push_back(lay_out(parts, requests->target));
    auto plan = LineReader(line).read(std::move(*requests), seed ? *seed : base::fresh_seed());
    if (!plan) return tl::unexpected(plan.error());
    scenario.plan = std::move(*plan);
    scenario.checks.resize(scenario.plan.steps.size());
    auto thresholds = read_thresholds(line.thresholds, scenario.plan);
    if (!thresholds) return tl::unexpected(thresholds.error());
    scenario.thresholds = std::move(*thresholds);
    return scenario;
}

} // namespace redline::language
