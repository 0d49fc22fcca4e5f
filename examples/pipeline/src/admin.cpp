#include "redline/leadpipe/admin.hpp"

#include <fmt/format.h>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/json_body.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t listed_max = 1000;

tl::unexpected<Problem> unavailable() {
    return tl::unexpected(Problem{503, "ledger-unavailable", "The ledger does not answer",
                                  "the ledger or the bus could not be read or written"});
}

std::string letter_json(const DeadLead& dead) {
    auto text = fmt::format(R"({{"lead_id":"{}","where":"{}","attempts":{},"reason":)", lead_id_text(dead.id),
                            dead.where, dead.attempts);
    base::append_json_string(text, dead.reason);
    return text + '}';
}

/// The plan after each of `texts`.
tl::expected<FaultPlan, Problem> changed(FaultPlan plan, const base::Json& texts) {
    const auto invalid = [](std::string detail) {
        return tl::unexpected(Problem{422, "invalid-fault", "The fault cannot be set", std::move(detail)});
    };
    if (!texts.is_array()) return invalid("set is not an array of texts");
    for (const auto& text : texts) {
        auto with = text.is_string() ? with_fault(plan, text.get<std::string>()) : base::Result<FaultPlan>();
        if (!text.is_string()) return invalid("set is not an array of texts");
        if (!with) return invalid(base::to_text(with.error()));
        plan = *std::move(with);
    }
    return plan;
}

} // namespace

tl::expected<Answer, Problem> Admin::conservation() {
    const auto counted = pipeline_.conservation();
    if (!counted) return unavailable();
    return json_answer(200, to_json(*counted));
}

tl::expected<Answer, Problem> Admin::dead_letters() {
    const auto dead = pipeline_.dead_letters(listed_max);
    if (!dead) return unavailable();
    std::string text = R"({"dead_letters":[)";
    for (const auto& each : *dead) {
        if (text.back() != '[') text += ',';
        text += letter_json(each);
    }
    return json_answer(200, text + "]}");
}

tl::expected<Answer, Problem> Admin::faults(const Request& request) {
    if (request.method == "POST") {
        const auto json = read_json_body(request);
        if (!json) return tl::unexpected(json.error());
        auto plan = changed(*faults_.plan(), json->value("set", base::Json()));
        if (!plan) return tl::unexpected(plan.error());
        faults_.set(*std::move(plan));
    }
    std::string text = R"({"faults":)";
    base::append_json_string(text, to_text(*faults_.plan()));
    return json_answer(200, text + '}');
}

tl::expected<Answer, Problem> Admin::replay() {
    const auto count = pipeline_.replay_dead_letters();
    if (!count) return unavailable();
    return json_answer(200, fmt::format(R"({{"replayed":{}}})", *count));
}

} // namespace redline::leadpipe
