#include "redline/leadpipe/bid_list.hpp"

namespace redline::leadpipe {

namespace {

std::optional<Bid> parse_bid(const base::Json& json) {
    if (!json.is_object()) return std::nullopt;
    const auto buyer = json.find("buyer"), price = json.find("price_cents");
    if (buyer == json.end() || !buyer->is_string() || price == json.end() || !price->is_number_integer())
        return std::nullopt;
    if (price->is_number_unsigned() && price->get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    if (price->get<std::int64_t>() < 0) return std::nullopt;
    return Bid{buyer->get<std::string>(), price->get<std::int64_t>()};
}

} // namespace

base::Json to_json(const std::vector<Bid>& bids) {
    auto listed = base::Json::array();
    for (const auto& bid : bids) listed.push_back({{"buyer", bid.buyer}, {"price_cents", bid.price_cents}});
    return listed;
}

std::optional<std::vector<Bid>> parse_bids(const base::Json& json) {
    if (!json.is_array()) return std::nullopt;
    std::vector<Bid> bids;
    for (const auto& each : json) {
        auto bid = parse_bid(each);
        if (!bid) return std::nullopt;
        bids.push_back(*std::move(bid));
    }
    return bids;
}

} // namespace redline::leadpipe
