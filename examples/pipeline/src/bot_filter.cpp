#include "redline/leadpipe/bot_filter.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "redline/base/json.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::string_view honeypot_field = "website";

/// As these programs write themselves, in lower case.
constexpr std::array<std::string_view, 9> bot_words{"bot",      "crawl",     "spider",   "slurp",    "scrapy",
                                                    "headless", "phantomjs", "selenium", "puppeteer"};

std::string lower(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return low;
}

/// Telephones of this make are no bots.
void forget_cubot(std::string& agent) {
    constexpr std::string_view maker = "cubot";
    for (auto at = agent.find(maker); at != std::string::npos; at = agent.find(maker))
        agent.erase(at, maker.size());
}

bool holds_the_field(const base::Json& object) {
    if (!object.is_object()) return false;
    const auto field = object.find(honeypot_field);
    return field != object.end() && !field->is_null() && *field != base::Json("");
}

} // namespace

std::string_view to_text(BotSign sign) {
    constexpr std::array<std::string_view, 3> names{"none", "user_agent", "honeypot"};
    return names[static_cast<std::size_t>(sign)];
}

bool names_a_bot(std::string_view user_agent) {
    auto agent = lower(user_agent);
    forget_cubot(agent);
    return std::any_of(bot_words.begin(), bot_words.end(),
                       [&](std::string_view word) { return agent.find(word) != std::string::npos; });
}

bool fills_the_honeypot(std::string_view body) {
    // Most bodies have no such word anywhere; an escape may spell it, and is worth the reading.
    const bool worth_reading =
        body.find(honeypot_field) != std::string_view::npos || body.find("\\u") != std::string_view::npos;
    if (!worth_reading) return false;
    const auto json = base::parse_json(body, "body");
    if (!json || !json->is_object()) return false;
    const auto lead = json->find("lead");
    return holds_the_field(*json) || (lead != json->end() && holds_the_field(*lead));
}

BotSign bot_sign(std::string_view user_agent, std::string_view body) {
    if (names_a_bot(user_agent)) return BotSign::user_agent;
    return fills_the_honeypot(body) ? BotSign::honeypot : BotSign::none;
}

} // namespace redline::leadpipe
