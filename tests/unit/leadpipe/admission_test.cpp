#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/admission.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

int entered(Admission& admission, ClientClass client, int tries) {
    int count = 0;
    while (tries-- > 0) count += admission.enter(client) ? 1 : 0;
    return count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(admission)

BOOST_AUTO_TEST_CASE(one_class_cannot_take_everything) {
    Admission admission({10, 4, 0});
    BOOST_TEST(entered(admission, ClientClass::bulk, 20) == 4);
    BOOST_TEST(entered(admission, ClientClass::standard, 20) == 4);
    BOOST_TEST(entered(admission, ClientClass::priority, 20) == 2);
    BOOST_TEST(admission.in_flight() == 10U);
}

BOOST_AUTO_TEST_CASE(the_reserve_is_for_priority) {
    Admission admission({10, 10, 3});
    BOOST_TEST(entered(admission, ClientClass::standard, 20) == 7);
    BOOST_TEST(entered(admission, ClientClass::priority, 20) == 3);
}

BOOST_AUTO_TEST_CASE(who_leaves_makes_room) {
    Admission admission({1, 1, 0});
    BOOST_TEST(admission.enter(ClientClass::standard));
    BOOST_TEST(!admission.enter(ClientClass::standard));
    admission.leave(ClientClass::standard);
    BOOST_TEST(admission.enter(ClientClass::standard));
}

BOOST_AUTO_TEST_CASE(a_reserve_larger_than_all_leaves_all_to_priority) {
    Admission admission({2, 2, 5});
    BOOST_TEST(!admission.enter(ClientClass::standard));
    BOOST_TEST(entered(admission, ClientClass::priority, 9) == 2);
}

BOOST_AUTO_TEST_CASE(whatever_comes_and_goes_the_limits_hold) {
    base::Random random(23);
    const AdmissionLimits limits{12, 6, 4};
    Admission admission(limits);
    for (int step = 0; step < 20'000; ++step) {
        const auto client = static_cast<ClientClass>(random.below(3));
        if (random.chance(0.55))
            admission.enter(client);
        else if (admission.in_flight(client) > 0)
            admission.leave(client);
        const auto standard = admission.in_flight(ClientClass::standard);
        const auto bulk = admission.in_flight(ClientClass::bulk);
        BOOST_REQUIRE(admission.in_flight() <= limits.total_max);
        BOOST_REQUIRE(standard <= limits.class_max);
        BOOST_REQUIRE(bulk <= limits.class_max);
        BOOST_REQUIRE(standard + bulk <= limits.total_max - limits.reserve);
    }
}

BOOST_AUTO_TEST_SUITE_END()
