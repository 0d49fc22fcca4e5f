#include <boost/test/unit_test.hpp>

#include <set>

#include "redline/leadpipe/ledger_values.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(ledger_values)

BOOST_AUTO_TEST_CASE(counts_are_found_by_the_state_they_are_of) {
    LeadCounts counts;
    std::int64_t next = 10;
    for (auto& count : counts.by_state) count = next++;
    std::set<std::int64_t> found;
    for (const auto state : lead_states) found.insert(counts[state]);
    BOOST_TEST(found.size() == lead_states.size());
    BOOST_TEST(counts[lead_states.front()] == 10);
    BOOST_TEST(counts[lead_states.back()] == next - 1);
}

BOOST_AUTO_TEST_CASE(an_entry_nobody_said_more_of_has_no_key_no_identity_and_no_bids) {
    const Entry entry;
    BOOST_TEST(entry.idempotency_key.empty());
    BOOST_TEST(!entry.identity.has_value());
    BOOST_TEST(!entry.bids.has_value());
    BOOST_TEST(!entry.trace.trace_id);
}

BOOST_AUTO_TEST_CASE(a_settlement_sells_nothing_unless_told) {
    const Settlement settlement;
    BOOST_TEST((settlement.state == LeadState::unsold));
    BOOST_TEST(settlement.buyer.empty());
    BOOST_TEST(settlement.price_cents == 0);
}

BOOST_AUTO_TEST_SUITE_END()
