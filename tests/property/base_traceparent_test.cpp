// A traceparent written is read back, and one changed byte never reads as the same.
#include "redline/base/traceparent.hpp"

#include <boost/test/unit_test.hpp>

#include "seeds.hpp"

namespace redline::property {

namespace {

base::Traceparent any_parent(base::Random& random) {
    // Ids with many zeros are the ones that lose digits.
    const auto number = [&] { return (random.next() >> random.below(64)) | 1; };
    return {base::TraceId{random.chance(0.2) ? 0 : number(), number()}, base::SpanId{number()},
            random.chance(0.5)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_traceparent)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
    for_random_values("parents", 100'000, [](base::Random& random) {
        const auto parent = any_parent(random);
        const auto text = base::to_text(parent);
        BOOST_TEST_REQUIRE(text.size() == base::traceparent_size);
        BOOST_TEST_REQUIRE((base::parse_traceparent(text) == parent), text);
        BOOST_TEST_REQUIRE((base::parse_trace_id(base::to_text(parent.trace_id)) == parent.trace_id), text);
    });
}

BOOST_AUTO_TEST_CASE(a_changed_id_digit_is_refused_or_another_parent) {
    for_random_values("changes", 100'000, [](base::Random& random) {
        const auto parent = any_parent(random);
        auto text = base::to_text(parent);
        auto& byte = text[3 + random.below(49)]; // the ids and the dashes around them
        const char before = byte;
        byte = static_cast<char>(random.below(256));
        if (byte != before) BOOST_TEST_REQUIRE((base::parse_traceparent(text) != parent), text);
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::property
