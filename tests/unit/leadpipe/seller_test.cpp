#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/buyers.hpp"
#include "redline/leadpipe/seller.hpp"
#include "scratch_folder.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

/// Lets the machine do something else between two looks, up to many looks.
template <class Condition>
bool comes_true(Condition condition) {
    for (int look = 0; look < 2'000'000; ++look) {
        if (condition()) return true;
        std::this_thread::yield();
    }
    return false;
}

} // namespace

BOOST_AUTO_TEST_SUITE(seller)

BOOST_AUTO_TEST_CASE(every_accepted_lead_is_settled_as_its_dice_say_also_after_a_restart) {
    const test::ScratchFolder folder;
    tracer::Tracer tracer({});
    Counters counters;
    const auto file = folder.path() / "ledger.sqlite";
    std::vector<LeadId> ids;
    {
        auto ledger = Ledger::open(file, {}, tracer).value();
        for (std::int64_t person = 0; person < 40; ++person) {
            const auto key = person * 3;
            const IdentityKeys identity{key, key + 1, key + 2};
            ids.push_back(ledger->record({{}, person, identity, "solar", "{}", {}})->id);
        }
    }
    auto ledger = Ledger::open(file, {}, tracer).value();
    const Seller seller(*ledger, counters, tracer);
    BOOST_REQUIRE(comes_true([&] { return ledger->unsettled(1)->empty(); }));
    for (std::size_t person = 0; person < ids.size(); ++person) {
        const auto row = ledger->find(ids[person])->value();
        const auto sale = sell("solar", static_cast<std::int64_t>(person), known_buyers());
        BOOST_TEST(to_text(row.state) == (sale ? "sold" : "unsold"));
        BOOST_TEST(row.buyer == (sale ? sale->buyer : ""));
        BOOST_TEST(row.price_cents == (sale ? sale->price_cents : 0));
    }
}

BOOST_AUTO_TEST_CASE(it_ends_while_it_waits) {
    const test::ScratchFolder folder;
    tracer::Tracer tracer({});
    Counters counters;
    auto ledger = Ledger::open(folder.path() / "ledger.sqlite", {}, tracer).value();
    { const Seller seller(*ledger, counters, tracer); }
    BOOST_TEST(ledger->unsettled(1)->empty());
}

BOOST_AUTO_TEST_SUITE_END()
