#include "redline/leadpipe/admin.hpp"

#include <fmt/format.h>

#include "redline/base/json_text.hpp"

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

tl::expected<Answer, Problem> Admin::replay() {
    const auto count = pipeline_.replay_dead_letters();
    if (!count) return unavailable();
    return json_answer(200, fmt::format(R"({{"replayed":{}}})", *count));
}

} // namespace redline::leadpipe
