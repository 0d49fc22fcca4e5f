#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/report_content.hpp"
#include "scratch_folder.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

struct Fixture {
    test::ScratchFolder folder;
    std::unique_ptr<Store> store = Store::open(folder.path() / "store.sqlite").value();
    test::Log log;

    Fixture() {
        test::log_fact(log, Subject::lead_accepted, 1, R"({"vertical":"so,\"lar"})", 1);
        test::log_fact(log, Subject::lead_sold, 1, R"({"buyer":"=1+1","price_cents":4200})", 2);
        test::log_fact(log, Subject::lead_returned, 1, R"({"buyer":"=1+1"})", 30);
        test::log_fact(log, Subject::lead_accepted, 2, R"({"vertical":"roofing"})", 26);
        BOOST_REQUIRE(store->apply(log));
    }
    std::string made(ReportKind kind, ReportFormat format, int days = 2) const {
        return make_report(*store,
                           {kind, {test::first_day, test::first_day + std::chrono::days(days - 1)}, format})
            .value()
            .text;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(report_content)

BOOST_FIXTURE_TEST_CASE(sales_are_a_row_a_day_and_buyer, Fixture) {
    BOOST_TEST(
        made(ReportKind::sales, ReportFormat::json) ==
        R"([{"day":"2026-05-01","buyer":"=1+1","sold":1,"cents":4200,"returned":1,"returned_cents":4200}])");
    BOOST_TEST(made(ReportKind::sales, ReportFormat::csv) ==
               "day,buyer,sold,cents,returned,returned_cents\r\n"
               "2026-05-01,'=1+1,1,4200,1,4200\r\n");
}

BOOST_FIXTURE_TEST_CASE(leads_are_a_row_a_day_vertical_and_state, Fixture) {
    BOOST_TEST(made(ReportKind::leads, ReportFormat::json) ==
               R"([{"day":"2026-05-01","vertical":"so,\"lar","state":"returned","count":1},)"
               R"({"day":"2026-05-02","vertical":"roofing","state":"accepted","count":1}])");
    BOOST_TEST(made(ReportKind::leads, ReportFormat::csv, 1) == "day,vertical,state,count\r\n"
                                                                "2026-05-01,\"so,\"\"lar\",returned,1\r\n");
}

BOOST_AUTO_TEST_CASE(no_field_runs_in_a_spreadsheet_or_breaks_its_line) {
    BOOST_TEST(csv_field("") == "");
    BOOST_TEST(csv_field("plain-text") == "plain-text");
    for (const auto* text : {"=1", "+1", "-1", "@a", "\t=1"})
        BOOST_TEST(csv_field(text) == std::string("'") + text);
    BOOST_TEST(csv_field("a\r\nb") == "\"a\r\nb\"");
    BOOST_TEST(csv_field("\"=1\"") == "\"\"\"=1\"\"\"");
}

BOOST_AUTO_TEST_CASE(a_report_that_is_too_long_is_cut_and_says_so) {
    const test::ScratchFolder folder;
    const auto store = Store::open(folder.path() / "store.sqlite").value();
    test::Log log;
    for (int lead = 1; lead <= static_cast<int>(store_rows_max) + 1; ++lead)
        test::log_fact(log, Subject::lead_accepted, lead, R"({"vertical":"v)" + std::to_string(lead) + "\"}");
    BOOST_REQUIRE(store->apply(log));
    const auto made = make_report(*store, {ReportKind::leads, {test::first_day, test::first_day}}).value();
    BOOST_TEST(made.cut);
    BOOST_TEST(base::Json::parse(made.text).size() == store_rows_max);
}

BOOST_AUTO_TEST_SUITE_END()
