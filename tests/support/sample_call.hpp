/// A call a simulated buyer has no objection to, for tests to spoil one part of.
#pragma once

#include "redline/leadpipe/buyer_call.hpp"

namespace redline::test {

inline leadpipe::OfferedLead sample_offer(std::int64_t fingerprint = 42) {
    return {.id = 0x1857a3f0c0ffee00 + (fingerprint & 0xffffff),
            .vertical = "solar",
            .fingerprint = fingerprint,
            .state = "IL",
            .zip = "62704",
            .first_name = "Mary",
            .last_name = "Smith",
            .email = "mary.smith7@example.com",
            .phone = "2125550143",
            .street = "1600 W 5TH AVE APT 4B",
            .city = "SPRINGFIELD"};
}

inline leadpipe::BuyerCall sample_ping(std::int64_t fingerprint = 42) {
    return {leadpipe::CallKind::ping, "rooftop-power", 0, without_person(sample_offer(fingerprint))};
}

inline leadpipe::BuyerCall sample_post(std::int64_t fingerprint = 42) {
    return {leadpipe::CallKind::post, "rooftop-power", 4500, sample_offer(fingerprint)};
}

} // namespace redline::test
