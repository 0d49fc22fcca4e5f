#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include "redline/leadpipe/store.hpp"
#include "scratch_folder.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

struct Fixture {
    test::ScratchFolder folder;
    std::unique_ptr<Store> store = open();
    test::Log log;
    const DayRange days{test::first_day, test::first_day + std::chrono::days(9)};

    std::unique_ptr<Store> open() const { return Store::open(folder.path() / "store.sqlite").value(); }

    void sell(LeadId lead, std::string_view buyer, int cents, int hours) {
        test::log_fact(log, Subject::lead_accepted, lead, R"({"vertical":"solar"})", hours);
        test::log_fact(log, Subject::lead_sold, lead,
                       fmt::format(R"({{"buyer":"{}","price_cents":{}}})", buyer, cents), hours);
    }

    std::string sales_text(std::optional<std::string_view> buyer = {}) const {
        std::string text;
        const auto rows = store->sales(days, buyer).value();
        for (const auto& row : rows)
            text += fmt::format("{} {} {} {} {} {}; ", day_text(row.day), row.buyer, row.count, row.cents,
                                row.returned, row.returned_cents);
        return text;
    }
    std::string leads_text() const {
        std::string text;
        const auto rows = store->lead_counts(days).value();
        for (const auto& row : rows)
            text +=
                fmt::format("{} {} {} {}; ", day_text(row.day), row.vertical, to_text(row.state), row.count);
        return text;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(store)

BOOST_FIXTURE_TEST_CASE(a_day_of_a_buyer_is_counted, Fixture) {
    sell(1, "sunrise", 4200, 1);
    sell(2, "sunrise", 800, 2);
    sell(3, "meadow", 100, 30);
    BOOST_REQUIRE(store->apply(log));
    BOOST_TEST(sales_text() == "2026-05-01 sunrise 2 5000 0 0; 2026-05-02 meadow 1 100 0 0; ");
    BOOST_TEST(sales_text("meadow") == "2026-05-02 meadow 1 100 0 0; ");
    BOOST_TEST(sales_text("' OR 1=1 --") == "");
    BOOST_TEST(leads_text() == "2026-05-01 solar sold 2; 2026-05-02 solar sold 1; ");
    BOOST_TEST(store->cursor().value() == 6);
}

BOOST_FIXTURE_TEST_CASE(a_return_counts_on_the_day_of_its_sale, Fixture) {
    sell(1, "sunrise", 4200, 1);
    test::log_fact(log, Subject::lead_returned, 1, R"({"buyer":"meadow","reason":"x"})", 40);
    test::log_fact(log, Subject::lead_returned, 1, R"({"buyer":"sunrise","reason":"x"})", 50);
    test::log_fact(log, Subject::lead_returned, 1, R"({"buyer":"sunrise","reason":"x"})", 51);
    BOOST_REQUIRE(store->apply(log));
    BOOST_TEST(sales_text() == "2026-05-01 sunrise 1 4200 1 4200; ");
    BOOST_TEST(leads_text() == "2026-05-01 solar returned 1; ");
}

BOOST_FIXTURE_TEST_CASE(a_fact_that_comes_again_counts_once, Fixture) {
    sell(1, "sunrise", 4200, 1);
    BOOST_REQUIRE(store->apply(log));
    BOOST_REQUIRE(store->apply(log));
    sell(2, "sunrise", 1, 1);
    BOOST_REQUIRE(store->apply(log));
    BOOST_TEST(sales_text() == "2026-05-01 sunrise 2 4201 0 0; ");
}

BOOST_FIXTURE_TEST_CASE(a_batch_that_fails_before_its_commit_leaves_nothing, Fixture) {
    sell(1, "sunrise", 4200, 1);
    const auto done = store->apply(
        log, [] { return base::Result<void>(base::failure(base::ErrorCode::io, "the disk is full")); });
    BOOST_TEST(done.error().message == "the disk is full");
    BOOST_TEST(sales_text() == "");
    BOOST_TEST(store->cursor().value() == 0);
    BOOST_REQUIRE(store->apply(log));
    BOOST_TEST(sales_text() == "2026-05-01 sunrise 1 4200 0 0; ");
}

BOOST_FIXTURE_TEST_CASE(a_report_is_kept_and_found_after_the_file_was_opened_anew, Fixture) {
    const ReportRow asked{"rp_1", R"({"kind":"sales"})", "http://127.0.0.1/hook", {}, 0, {}, 5};
    BOOST_REQUIRE(store->keep_report(asked));
    store.reset();
    store = open();
    BOOST_TEST((store->report("rp_1").value() == asked));
    BOOST_TEST(!store->report("rp_2").value().has_value());
    auto made = asked;
    made.content = "";
    BOOST_REQUIRE(store->keep_report(made));
    BOOST_TEST((store->unfinished_reports(9).value() == std::vector{made}));
    made.told = false;
    BOOST_REQUIRE(store->keep_report(made));
    BOOST_TEST(store->unfinished_reports(9).value().empty());
    BOOST_TEST((store->report("rp_1").value() == made));
}

BOOST_FIXTURE_TEST_CASE(the_oldest_finished_reports_go_first_and_open_ones_never, Fixture) {
    for (const auto* id : {"rp_1", "rp_2", "rp_3"})
        BOOST_REQUIRE(store->keep_report(
            {id, "{}", "", id == std::string("rp_1") ? std::nullopt : std::optional("x")}));
    BOOST_REQUIRE(store->drop_reports(2));
    BOOST_TEST(!store->report("rp_2").value().has_value());
    BOOST_REQUIRE(store->drop_reports(0));
    BOOST_TEST(store->report_count().value() == 1);
    BOOST_TEST(store->report("rp_1").value().has_value());
}

BOOST_FIXTURE_TEST_CASE(another_file_is_refused, Fixture) {
    const auto file =
        folder.write("other.sqlite", "this is no database, but it is long enough to be taken for one");
    BOOST_TEST(base::to_text(Store::open(file).error()).find("store") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
