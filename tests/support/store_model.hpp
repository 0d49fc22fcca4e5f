/// A log in memory, random logs, and the store as it would be counted by hand: each lead's facts looked at as
/// a whole, the one that sold it searched for, everything counted anew for every question.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "redline/base/random.hpp"
#include "redline/leadpipe/logged_event.hpp"
#include "redline/leadpipe/store.hpp"

namespace redline::test {

using Log = std::vector<leadpipe::LoggedEvent>;

inline leadpipe::ReadLog reader_of(const Log& log) {
    return [&log](std::int64_t after, std::size_t count_max) -> base::Result<Log> {
        Log found;
        for (const auto& fact : log)
            if (fact.sequence > after && found.size() < count_max) found.push_back(fact);
        return found;
    };
}

inline const leadpipe::Day first_day = std::chrono::sys_days(std::chrono::year(2026) / 5 / 1);

/// Appends a fact `hours` after the start of first_day.
inline void log_fact(Log& log, leadpipe::Subject subject, leadpipe::LeadId lead, std::string_view payload,
                     int hours = 0) {
    const auto sequence = log.empty() ? 1 : log.back().sequence + 1;
    log.push_back(
        {sequence, subject, lead, first_day + std::chrono::hours(hours), leadpipe::logged_payload(payload)});
}

inline Log random_log(base::Random& random, std::size_t count) {
    using leadpipe::Subject;
    const Subject often[] = {Subject::lead_received, Subject::lead_accepted, Subject::lead_sold,
                             Subject::lead_sold,     Subject::lead_unsold,   Subject::lead_returned};
    const char* const buyers[] = {"sunrise", "o'hara", ""};
    Log log;
    for (std::size_t at = 0; at < count; ++at) {
        const auto any = leadpipe::all_subjects()[random.below(leadpipe::all_subjects().size())];
        base::Json payload = base::Json::object();
        if (random.chance(0.7)) payload["buyer"] = buyers[random.below(3)];
        if (random.chance(0.7)) payload["price_cents"] = random.below(10'000);
        if (random.chance(0.7)) payload["vertical"] = random.chance(0.5) ? "solar" : "roofing";
        log_fact(log, random.chance(0.6) ? often[random.below(6)] : any,
                 1 + static_cast<leadpipe::LeadId>(random.below(count / 4 + 1)), base::to_text(payload),
                 static_cast<int>(at * 72 / count));
        log.back().sequence += static_cast<std::int64_t>(random.below(3)); // a log may have gaps
    }
    return log;
}

class CountedByHand {
  public:
    explicit CountedByHand(const Log& log) {
        std::map<leadpipe::LeadId, Log> by_lead;
        for (const auto& fact : log)
            if (is_of_lead(fact.subject)) by_lead[fact.lead].push_back(fact);
        for (const auto& [lead, facts] : by_lead) count(facts);
    }

    std::vector<leadpipe::SalesRow> sales() const {
        std::vector<leadpipe::SalesRow> rows;
        for (const auto& [key, row] : sales_) rows.push_back(row);
        return rows;
    }
    std::vector<leadpipe::LeadCountRow> lead_counts() const {
        std::vector<leadpipe::LeadCountRow> rows;
        for (const auto& [key, count] : leads_)
            rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), count});
        return rows;
    }

  private:
    using Subject = leadpipe::Subject;
    using LeadState = leadpipe::LeadState;

    static bool is_of_lead(Subject subject) {
        return to_text(subject).starts_with("lead.") && subject != Subject::lead_delivered;
    }

    static LeadState outcome(Subject subject) {
        static const std::map<Subject, LeadState> states{
            {Subject::lead_received, LeadState::accepted}, {Subject::lead_accepted, LeadState::accepted},
            {Subject::lead_rejected, LeadState::rejected}, {Subject::lead_duplicate, LeadState::duplicate},
            {Subject::lead_unsold, LeadState::unsold},     {Subject::lead_undelivered, LeadState::failed},
            {Subject::lead_sold, LeadState::sold}};
        return states.at(subject);
    }

    void count(const Log& facts) {
        const auto is_sale = [](const auto& fact) { return fact.subject == Subject::lead_sold; };
        const auto sale = std::find_if(facts.begin(), facts.end(), is_sale);
        const auto end = sale == facts.end() ? sale : sale + 1;
        Log told;
        std::copy_if(facts.begin(), end, std::back_inserter(told),
                     [](const auto& fact) { return fact.subject != Subject::lead_returned; });
        if (told.empty()) return;
        auto state = outcome(told.back().subject);
        std::string vertical;
        for (const auto& fact : told)
            if (const auto named = leadpipe::payload_text(fact.payload, "vertical"); !named.empty())
                vertical = named;
        if (sale != facts.end() && count_sale(*sale, {end, facts.end()})) state = LeadState::returned;
        ++leads_[{leadpipe::day_of(told.front().at), vertical, state}];
    }

    /// Whether it came back.
    bool count_sale(const leadpipe::LoggedEvent& sale, const Log& later) {
        const std::string buyer(leadpipe::payload_text(sale.payload, "buyer"));
        const auto day = leadpipe::day_of(sale.at);
        const auto cents = leadpipe::payload_integer(sale.payload, "price_cents");
        auto& row = sales_[{day, buyer}];
        row.day = day;
        row.buyer = buyer;
        ++row.count;
        row.cents += cents;
        const bool back = std::any_of(later.begin(), later.end(), [&](const auto& fact) {
            return fact.subject == Subject::lead_returned &&
                   leadpipe::payload_text(fact.payload, "buyer") == buyer;
        });
        row.returned += back;
        row.returned_cents += back ? cents : 0;
        return back;
    }

    std::map<std::pair<leadpipe::Day, std::string>, leadpipe::SalesRow> sales_;
    std::map<std::tuple<leadpipe::Day, std::string, LeadState>, std::int64_t> leads_;
};

/// Whether the store answers as the log does when counted by hand.
inline bool agrees(leadpipe::Store& store, const Log& log) {
    const leadpipe::DayRange ever{first_day - std::chrono::days(1), first_day + std::chrono::days(30)};
    const CountedByHand counted(log);
    return store.sales(ever).value() == counted.sales() &&
           store.lead_counts(ever).value() == counted.lead_counts();
}

} // namespace redline::test
