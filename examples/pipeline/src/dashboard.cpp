#include "redline/leadpipe/dashboard.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "redline/base/json_text.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::chrono::days shown{7};

std::string day_json(Day day, const std::vector<SalesRow>& rows) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const SalesRow& row) { return row.day == day; });
    const auto row = found == rows.end() ? SalesRow{} : *found;
    return fmt::format(R"({{"day":"{}","sold":{},"cents":{},"returned":{},"returned_cents":{}}})",
                       day_text(day), row.count, row.cents, row.returned, row.returned_cents);
}

} // namespace

std::string dashboard_json(std::string_view buyer, base::WallTime now, const std::vector<SalesRow>& rows) {
    const auto today = day_of(now);
    std::string text = R"({"buyer":)";
    base::append_json_string(text, buyer);
    text += fmt::format(R"(,"day":"{}","made_at":"{}","today":{},"last_7_days":[)", day_text(today),
                        base::to_rfc3339(now), day_json(today, rows));
    for (auto day = today - shown + std::chrono::days(1); day <= today; day += std::chrono::days(1)) {
        if (text.back() != '[') text += ',';
        text += day_json(day, rows);
    }
    return text + "]}";
}

/// Tomorrow's is another one.
std::string Dashboards::key_of(std::string_view buyer) const {
    return fmt::format("dashboard/{}/{}", day_text(day_of(clock_.wall_now())), buyer);
}

base::Result<std::string> Dashboards::load(std::string_view buyer) {
    const auto now = clock_.wall_now();
    const auto today = day_of(now);
    const auto rows = store_.sales({today - shown + std::chrono::days(1), today}, buyer);
    if (!rows) return tl::unexpected(rows.error());
    return dashboard_json(buyer, now, *rows);
}

base::Result<std::string> Dashboards::of(const std::string& buyer) {
    return cache_.read(key_of(buyer), [&] { return load(buyer); });
}

void Dashboards::applied(const std::vector<LoggedEvent>& facts) {
    std::set<std::string> buyers;
    for (const auto& fact : facts)
        if (fact.subject == Subject::lead_sold || fact.subject == Subject::lead_returned)
            buyers.emplace(payload_text(fact.payload, "buyer"));
    for (const auto& buyer : buyers) cache_.written(key_of(buyer), [&] { return load(buyer); });
}

std::size_t Dashboards::warm(const std::vector<std::string>& buyers) {
    std::vector<std::string> keys;
    for (const auto& buyer : buyers) keys.push_back(key_of(buyer));
    return cache_.warm(keys, [this](const std::string& key) { return load(key.substr(key.rfind('/') + 1)); });
}

} // namespace redline::leadpipe
