#include "redline/leadpipe/subject.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "redline/base/nearest_word.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::array<std::string_view, 14> texts{
    "lead.received",  "lead.rejected",    "lead.duplicate", "lead.accepted",   "auction.requested",
    "bid.received",   "bid.declined",     "auction.closed", "lead.sold",       "lead.unsold",
    "lead.delivered", "lead.undelivered", "lead.returned",  "report.requested"};

constexpr auto subjects = [] {
    std::array<Subject, texts.size()> all{};
    for (std::size_t at = 0; at < all.size(); ++at) all[at] = static_cast<Subject>(at);
    return all;
}();

bool matches(std::string_view pattern, std::string_view subject) {
    while (pattern != ">") {
        const auto wanted = pattern.substr(0, pattern.find('.')), word = subject.substr(0, subject.find('.'));
        if (wanted != "*" && wanted != word) return false;
        const bool wants_more = wanted.size() < pattern.size(), has_more = word.size() < subject.size();
        if (!wants_more || !has_more) return wants_more == has_more;
        pattern.remove_prefix(wanted.size() + 1);
        subject.remove_prefix(word.size() + 1);
    }
    return true;
}

} // namespace

std::span<const Subject> all_subjects() { return subjects; }

std::string_view to_text(Subject subject) { return texts[static_cast<std::size_t>(subject)]; }

std::optional<Subject> parse_subject(std::string_view text) {
    const auto found = std::find(texts.begin(), texts.end(), text);
    if (found == texts.end()) return std::nullopt;
    return static_cast<Subject>(found - texts.begin());
}

base::Result<SubjectPattern> SubjectPattern::parse(std::string_view text) {
    SubjectPattern pattern(text);
    const auto wanted = [&](Subject subject) { return pattern.matches(subject); };
    if (std::any_of(subjects.begin(), subjects.end(), wanted)) return pattern;
    return base::failure(base::ErrorCode::invalid_input, fmt::format("no subject matches `{}`", text),
                         base::suggestion(text, texts));
}

bool SubjectPattern::matches(Subject subject) const { return leadpipe::matches(text_, to_text(subject)); }

} // namespace redline::leadpipe
