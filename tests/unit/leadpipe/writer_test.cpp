#include <boost/test/unit_test.hpp>

#include <latch>

#include "redline/leadpipe/writer.hpp"
#include "scratch_folder.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

struct Fixture {
    test::ScratchFolder folder;
    std::unique_ptr<Store> store = Store::open(folder.path() / "store.sqlite").value();
    base::ManualClock clock;
    StoreFaults faults{clock};
    base::Random random{7};
    test::Log log = test::random_log(random, 25);
};

} // namespace

BOOST_AUTO_TEST_SUITE(writer)

BOOST_AUTO_TEST_CASE(ways_to_write_are_read_by_their_names) {
    BOOST_TEST((parse_ingest("row").value() == Ingest{1}));
    BOOST_TEST((parse_ingest("batch:500").value() == Ingest{500}));
    for (const auto* text : {"row", "batch:2", "batch:10000"})
        BOOST_TEST(to_text(parse_ingest(text).value()) == text);
    BOOST_TEST(base::to_text(parse_ingest("bach:5").error()) ==
               "there is no way to write the store `bach`\n  = did you mean `batch`?");
    for (const auto* text :
         {"", "batch", "batch:", "batch:0", "batch:10001", "batch:-1", "batch:5x", "row:1", "Row"})
        BOOST_TEST(!parse_ingest(text).has_value(), text);
}

BOOST_FIXTURE_TEST_CASE(a_step_applies_a_batch_and_says_how_large_it_was, Fixture) {
    std::size_t told = 0;
    Writer writer(*store, test::reader_of(log), faults, clock, {.ingest = {10}},
                  [&](const auto& batch) { told += batch.size(); });
    for (const auto expected : {10U, 10U, 5U, 0U}) BOOST_TEST(writer.step().value() == expected);
    BOOST_TEST(told == 25U);
    BOOST_TEST(writer.counts().batches == 3U);
    BOOST_TEST(test::agrees(*store, log));
}

BOOST_FIXTURE_TEST_CASE(lag_is_what_was_not_applied_and_its_age, Fixture) {
    Writer writer(*store, test::reader_of(log), faults, clock, {.ingest = {20}});
    clock.advance(log[20].at.time_since_epoch() + std::chrono::milliseconds(1500));
    BOOST_TEST(writer.lag().value().events == 25);
    BOOST_REQUIRE(writer.step());
    BOOST_TEST((writer.lag().value() == Lag{5, 1.5}));
    BOOST_REQUIRE(writer.step());
    BOOST_TEST((writer.lag().value() == Lag{}));
}

BOOST_FIXTURE_TEST_CASE(a_log_that_cannot_be_read_is_an_error_and_no_end, Fixture) {
    Writer writer(
        *store,
        [](auto, auto) {
            return base::Result<test::Log>(base::failure(base::ErrorCode::io, "the log is gone"));
        },
        faults, clock);
    BOOST_TEST(writer.step().error().message == "the log is gone");
    BOOST_TEST(writer.lag().error().message == "the log is gone");
}

BOOST_FIXTURE_TEST_CASE(the_thread_tries_again_until_the_store_is_whole_again, Fixture) {
    base::SystemClock real;
    StoreFaults broken(real);
    broken.set(BatchFault::full, 3);
    std::latch applied(25);
    Writer writer(*store, test::reader_of(log), broken, real,
                  {.ingest = {1}, .first_delay = std::chrono::microseconds(10)},
                  [&](const auto&) { applied.count_down(); });
    {
        const WriterThread thread(writer);
        applied.wait();
    }
    BOOST_TEST(writer.counts().failures == 3U);
    BOOST_TEST(writer.counts().applied == 25U);
    BOOST_TEST(test::agrees(*store, log));
}

BOOST_AUTO_TEST_SUITE_END()
