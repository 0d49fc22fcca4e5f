/// A whole leadpipe without sockets, whose buyers answer at once.
#pragma once

#include <string>

#include "pipeline_fixture.hpp"
#include "redline/leadpipe/service.hpp"
#include "sample_lead.hpp"

namespace redline::leadpipe {

struct MarketServiceFixture : test::PipelineFixture {
    explicit MarketServiceFixture(Architecture architecture = Architecture::event,
                                  Service::Options served = {})
        : PipelineFixture(architecture), service(tracer, open(), faults, counters, clock, served) {}

    Answer ask(std::string method, std::string target, std::string body = {}, std::string key = {}) {
        Request request{std::move(method), std::move(target), "application/json", {}, std::move(body)};
        request.idempotency_key = std::move(key);
        return service.handle(request);
    }

    static base::Json json_of(const Answer& answer) {
        return base::parse_json(answer.body, "answer").value_or(base::Json());
    }
    static std::string post_body(const base::Json& ping_id, const base::Json& lead) {
        return base::to_text(base::Json{{"ping_id", ping_id}, {"lead", lead}});
    }

    /// The lead, once it waits no longer.
    base::Json settled(const std::string& id) {
        base::Json lead;
        BOOST_TEST(test::comes_true([&] {
            lead = json_of(ask("GET", "/v1/leads/" + id));
            return lead["state"] != "accepted";
        }));
        return lead;
    }

    base::SystemClock fault_clock;
    Faults faults{{}, 7, fault_clock};
    Service service;
};

} // namespace redline::leadpipe
