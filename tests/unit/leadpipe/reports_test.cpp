#include <boost/test/unit_test.hpp>

#include <latch>

#include "redline/leadpipe/event_contract.hpp"
#include "redline/leadpipe/reports.hpp"
#include "scratch_folder.hpp"
#include "store_model.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    Fixture() {
        test::Log log;
        test::log_fact(log, Subject::lead_sold, 1, R"({"buyer":"sunrise","price_cents":4200})");
        BOOST_REQUIRE(store->apply(log));
        clock.advance(1h);
    }

    std::unique_ptr<Store> open() const { return Store::open(folder.path() / "store.sqlite").value(); }

    /// Another process on the same file.
    void restart() {
        reports.reset();
        store = open();
        reports = make();
    }

    std::unique_ptr<Reports> make(ReportsOptions options = {}) {
        return std::make_unique<Reports>(
            *store, clock,
            [this](const std::string& url, const std::string& body) {
                told.push_back(url + " " + body);
                return webhook_works;
            },
            options, [this](const base::Json& payload) { published.push_back(payload); });
    }

    std::string ask(std::string_view more = "") {
        const auto answer = reports->ask(
            {"POST",
             "/v1/reports",
             "application/json",
             {},
             R"({"kind":"sales","from":"2026-05-01","to":"2026-05-01")" + std::string(more) + "}"});
        if (!answer) return std::string(answer.error().kind);
        BOOST_TEST(answer->status == 202);
        return base::Json::parse(answer->body)["report_id"].get<std::string>();
    }
    base::Json show(const std::string& id) const { return base::Json::parse(reports->show(id).value().body); }

    test::ScratchFolder folder;
    std::unique_ptr<Store> store = open();
    base::ManualClock clock;
    bool webhook_works = true;
    std::vector<std::string> told;
    std::vector<base::Json> published;
    std::unique_ptr<Reports> reports = make();
};

constexpr auto hook = R"(,"webhook":"http://127.0.0.1:9/s3cret")";

} // namespace

BOOST_AUTO_TEST_SUITE(reports)

BOOST_FIXTURE_TEST_CASE(a_report_is_asked_for_made_and_fetched, Fixture) {
    const auto id = ask();
    BOOST_TEST(base::to_text(show(id)) ==
               R"({"report_id":")" + id +
                   R"(","state":"requested","kind":"sales","from":"2026-05-01","to":"2026-05-01",)"
                   R"("format":"json","webhook":"none"})");
    BOOST_TEST(!reports->work().value().has_value());
    BOOST_TEST(show(id)["state"].get<std::string>() == "ready");
    BOOST_TEST(
        base::to_text(show(id)["rows"]) ==
        R"([{"day":"2026-05-01","buyer":"sunrise","sold":1,"cents":4200,"returned":0,"returned_cents":0}])");
    BOOST_TEST(!show(id)["truncated"].get<bool>());
    BOOST_TEST(told.empty());
}

BOOST_FIXTURE_TEST_CASE(csv_is_handed_on_as_a_text, Fixture) {
    const auto id = ask(R"(,"format":"csv")");
    BOOST_REQUIRE(reports->work());
    BOOST_TEST(show(id)["csv"].get<std::string>() ==
               "day,buyer,sold,cents,returned,returned_cents\r\n2026-05-01,sunrise,1,4200,0,0\r\n");
}

BOOST_FIXTURE_TEST_CASE(the_event_is_what_its_subject_promises_and_keeps_the_webhook_secret, Fixture) {
    const auto id = ask(hook);
    BOOST_REQUIRE(published.size() == 1U);
    BOOST_TEST(check_payload(Subject::report_requested, published[0]).has_value());
    BOOST_TEST(published[0]["report"].get<std::string>() == id);
    BOOST_TEST(base::to_text(published[0]).find("s3cret") == std::string::npos);
    BOOST_TEST(reports->show(id).value().body.find("s3cret") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(what_was_answered_202_is_made_by_the_next_process, Fixture) {
    const auto id = ask(hook);
    restart();
    BOOST_TEST(show(id)["state"].get<std::string>() == "requested");
    BOOST_REQUIRE(reports->work());
    BOOST_TEST(show(id)["webhook"].get<std::string>() == "told");
    BOOST_TEST(told.size() == 1U);
    BOOST_TEST(told.at(0) == R"(http://127.0.0.1:9/s3cret {"report_id":")" + id + R"(","state":"ready"})");
    restart();
    BOOST_REQUIRE(reports->work());
    BOOST_TEST(told.size() == 1U);
}

/// The delays are those of redelivery.hpp; here it is only counted that they grow and end.
BOOST_FIXTURE_TEST_CASE(a_webhook_that_fails_is_tried_later_and_later_and_given_up, Fixture) {
    webhook_works = false;
    const auto id = ask(hook);
    const auto begin = clock.wall_now();
    std::vector<base::Duration> at;
    for (auto next = reports->work().value(); next; next = reports->work().value()) {
        BOOST_TEST((*next > clock.wall_now()));
        BOOST_TEST(show(id)["webhook"].get<std::string>() == "pending");
        const auto before = told.size();
        BOOST_REQUIRE(reports->work());
        BOOST_TEST(told.size() == before);
        clock.advance(*next - clock.wall_now());
        at.push_back(clock.wall_now() - begin);
    }
    BOOST_TEST(told.size() == 6U);
    BOOST_TEST(show(id)["webhook"].get<std::string>() == "failed");
    BOOST_REQUIRE(at.size() == 5U);
    BOOST_TEST((at[4] - at[3] > at[1] - at[0]));
    BOOST_TEST((at[4] < 40s));
}

BOOST_FIXTURE_TEST_CASE(an_attempt_that_failed_is_not_forgotten_by_a_restart, Fixture) {
    webhook_works = false;
    ask(hook);
    const auto next = reports->work().value().value();
    restart();
    BOOST_TEST((reports->work().value() == next));
    BOOST_TEST(told.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(the_oldest_finished_gives_room_and_without_one_asking_is_refused, Fixture) {
    reports = make({.kept_max = 2});
    const auto first = ask();
    clock.advance(1s);
    const auto second = ask();
    BOOST_TEST(ask() == "busy");
    BOOST_REQUIRE(reports->work());
    clock.advance(1s);
    BOOST_TEST(ask().starts_with("rp_"));
    BOOST_TEST(!reports->show(first).has_value());
    BOOST_TEST(reports->show(second).has_value());
}

BOOST_FIXTURE_TEST_CASE(what_is_no_report_is_refused, Fixture) {
    BOOST_TEST(ask(R"(,"format":"pdf")") == "invalid-report");
    BOOST_TEST(ask(R"(,"webhook":"http://10.0.0.1/")") == "invalid-report");
    BOOST_TEST(reports->show("rp_1").error().status == 404);
    BOOST_TEST(reports->show("' OR 1=1 --").error().status == 404);
    BOOST_TEST(reports->ask({"POST", "/v1/reports", "application/json", {}, "{"}).error().status == 400);
    BOOST_TEST(published.empty());
}

BOOST_FIXTURE_TEST_CASE(the_thread_makes_what_is_asked_for, Fixture) {
    base::SystemClock real;
    std::latch told_once(1);
    Reports made(*store, real, [&](const auto&, const auto&) { return told_once.count_down(), true; });
    const ReportsThread thread(made);
    const auto answer =
        made.ask({"POST",
                  "/v1/reports",
                  "application/json",
                  {},
                  R"({"kind":"leads","from":"2026-05-01","to":"2026-05-01")" + std::string(hook) + "}"});
    told_once.wait();
    const auto id = base::Json::parse(answer.value().body)["report_id"].get<std::string>();
    BOOST_TEST(base::Json::parse(made.show(id).value().body)["state"].get<std::string>() == "ready");
}

BOOST_AUTO_TEST_SUITE_END()
