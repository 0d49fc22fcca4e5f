#include "redline/language/engine_words.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline;
using namespace redline::language;

BOOST_AUTO_TEST_SUITE(engine_words)

BOOST_AUTO_TEST_CASE(each_word_names_the_choice_it_says) {
    BOOST_TEST((choice_of<loadgen::Protocol>("2", protocol_words) == loadgen::Protocol::http2));
    BOOST_TEST((choice_of<loadgen::Backend>("epoll", backend_words) == loadgen::Backend::epoll));
    BOOST_TEST((choice_of<loadgen::Backend>("uring", backend_words) == loadgen::Backend::io_uring));
    BOOST_TEST((choice_of<loadgen::Pacing>("precise", pacing_words) == loadgen::Pacing::precise));
    BOOST_TEST((choice_of<loadgen::Pacing>("batched", pacing_words) == loadgen::Pacing::batched));
    BOOST_TEST((choice_of<loadgen::Late>("drop", late_words) == loadgen::Late::drop));
}

BOOST_AUTO_TEST_CASE(another_word_is_answered_with_all_there_are) {
    const auto wrong = choice_of<loadgen::Pacing>("exact", pacing_words);
    BOOST_TEST_REQUIRE(!wrong.has_value());
    BOOST_TEST(wrong.error().message == "`exact` is not one of the choices");
    BOOST_TEST(wrong.error().hint == "write one of auto, precise, batched");
}

BOOST_AUTO_TEST_SUITE_END()
