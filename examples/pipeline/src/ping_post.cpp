#include "redline/leadpipe/ping_post.hpp"

#include <fmt/format.h>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/identity.hpp"
#include "redline/leadpipe/json_body.hpp"
#include "redline/leadpipe/request_sale.hpp"

namespace redline::leadpipe {

namespace {

tl::unexpected<Problem> invalid_ping(std::string_view field) {
    return tl::unexpected(Problem{422, "invalid-ping", "The ping is not complete",
                                  fmt::format("{} is not a text of 1 to {} bytes", field, text_bytes_max)});
}

tl::unexpected<Problem> unknown_ping() {
    return tl::unexpected(Problem{410, "ping-expired", "The bids do not hold any more",
                                  "there is no offer of this ping_id, or it was taken, or it is too old"});
}

std::string offer_json(std::string_view id, const std::vector<Bid>& bids) {
    auto text = fmt::format(R"({{"ping_id":"{}","bids":[)", id);
    for (const auto& bid : bids) {
        if (text.back() != '[') text += ',';
        text += R"({"buyer":)";
        base::append_json_string(text, bid.buyer);
        text += fmt::format(R"(,"price_cents":{}}})", bid.price_cents);
    }
    return text + "]}";
}

/// Nothing that is no text at all.
std::optional<std::string> required(const base::Json& json, const char* key) {
    auto text = text_member(json, key);
    return text && !text->empty() ? text : std::nullopt;
}

} // namespace

tl::expected<Answer, Problem> PingPost::ping(const Request& request) {
    const auto json = read_json_body(request);
    if (!json) return tl::unexpected(json.error());
    const auto vertical = required(*json, "vertical"), state = required(*json, "state"),
               zip = required(*json, "zip");
    if (!vertical || !state || !zip) return invalid_ping(!vertical ? "vertical" : !state ? "state" : "zip");
    const auto span = tracer_.span("ping");
    const OfferedLead lead{1, *vertical, fingerprint_of(request.body), *state, *zip};
    auto bids = auction_now(pipeline_.market(), lead, span.context()).bids;
    auto text = offer_json(offers_.keep({bids}), bids);
    return json_answer(200, std::move(text));
}

tl::expected<Answer, Problem> PingPost::post(const Request& request) {
    const auto json = intake_.open(request);
    if (!json) return tl::unexpected(json.error());
    const auto ping_id = required(*json, "ping_id");
    if (!ping_id) return invalid_ping("ping_id");
    auto offer = offers_.take(*ping_id);
    if (!offer) return unknown_ping();
    auto outcome = intake_.take(*json, {request.idempotency_key, std::move(offer->bids)});
    if (!outcome) return tl::unexpected(outcome.error());
    return json_answer(202, *std::move(outcome));
}

} // namespace redline::leadpipe
