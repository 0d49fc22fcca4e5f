#include "redline/language/judge.hpp"

#include <algorithm>
#include <vector>

#include "header_name.hpp"
#include "redline/base/json_scan.hpp"

namespace redline::language {

namespace {

/// What the checks on JSON look at, found by one reading of the body when the first of them asks.
class BodyValues {
  public:
    BodyValues(std::span<const Check> checks, std::string_view body) : checks_(checks), body_(body) {}

    /// What the next check on JSON looks at; they ask in their order.
    const base::JsonSpot& next() {
        if (wanted_.empty()) wanted_ = found();
        return wanted_[asked_++].found;
    }

  private:
    std::span<const base::WantedJson> found() const {
        thread_local std::vector<base::WantedJson> wanted; // which keeps its room between answers
        wanted.clear();
        for (const auto& check : checks_)
            if (check.subject == Subject::json) wanted.push_back({check.path.steps});
        base::scan_json(body_, wanted);
        return wanted;
    }

    std::span<const Check> checks_;
    std::string_view body_;
    std::span<const base::WantedJson> wanted_;
    std::size_t asked_ = 0;
};

template <class Value>
bool compare(const Value& seen, Operator op, const Value& wanted) {
    switch (op) {
    case Operator::equal:
    case Operator::in: return seen == wanted;
    case Operator::not_equal: return seen != wanted;
    case Operator::less: return seen < wanted;
    case Operator::at_most: return seen <= wanted;
    case Operator::more: return seen > wanted;
    case Operator::at_least: return seen >= wanted;
    case Operator::contains: break;
    }
    return false;
}

bool compare_text(std::string_view seen, Operator op, std::string_view wanted) {
    if (op == Operator::contains) return seen.find(wanted) != std::string_view::npos;
    return compare(seen, op, wanted);
}

/// One value of a JSON body against one operand; values of different kinds are only ever unequal.
struct JsonComparison {
    const base::JsonSpot& seen;
    Operator op;

    bool operator()(std::nullptr_t) const { return unlike(seen.kind == base::JsonKind::null); }
    bool operator()(bool wanted) const {
        return seen.kind == base::JsonKind::boolean ? compare(boolean_of(seen), op, wanted) : unlike(false);
    }
    bool operator()(double wanted) const {
        return seen.kind == base::JsonKind::number ? compare(number_of(seen), op, wanted) : unlike(false);
    }
    bool operator()(const std::string& wanted) const {
        if (seen.kind != base::JsonKind::text) return unlike(false);
        std::string room;
        return compare_text(text_of(seen, room), op, wanted);
    }
    bool operator()(base::Duration) const { return false; }

    bool unlike(bool same) const { return op == Operator::not_equal ? !same : same; }
};

/// Whether any operand compares: one for most operators, a list for `in`.
template <class Compares>
bool any_operand(const Check& check, Compares compares) {
    return std::any_of(check.operands.begin(), check.operands.end(), compares);
}

bool text_holds(const Check& check, std::string_view seen) {
    return any_operand(check, [&](const Operand& operand) {
        return compare_text(seen, check.op, std::get<std::string>(operand));
    });
}

bool json_holds(const Check& check, const base::JsonSpot& seen) {
    return seen.kind != base::JsonKind::absent && any_operand(check, [&](const Operand& operand) {
               return std::visit(JsonComparison{seen, check.op}, operand);
           });
}

bool holds(const Check& check, const loadgen::Response& response, BodyValues& values) {
    switch (check.subject) {
    case Subject::status:
        return any_operand(check, [&](const Operand& operand) {
            return compare(static_cast<double>(response.status), check.op, std::get<double>(operand));
        });
    case Subject::latency:
        return compare(response.response_time, check.op, std::get<base::Duration>(check.operands.front()));
    case Subject::body: return text_holds(check, response.body);
    case Subject::header: {
        const auto value = header_value(response.header_block, check.header);
        return value.data() != nullptr && text_holds(check, value);
    }
    case Subject::json: return json_holds(check, values.next());
    }
    return false;
}

std::string_view trimmed(std::string_view text) {
    const auto first = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

} // namespace

std::string_view header_value(std::string_view header_block, std::string_view name) {
    while (!header_block.empty()) {
        const auto end = std::min(header_block.find('\n'), header_block.size());
        const auto line = header_block.substr(0, end);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && same_header_name(line.substr(0, colon), name))
            return trimmed(line.substr(colon + 1));
        header_block.remove_prefix(std::min(end + 1, header_block.size()));
    }
    return {};
}

loadgen::Judgement judge(std::span<const Check> checks, const loadgen::Response& response) {
    loadgen::Judgement judgement;
    if (checks.empty()) {
        judgement.status_accepted = response.status < 400;
        return judgement;
    }
    BodyValues values(checks, response.body);
    bool status_spoken_of = false;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const bool about_status = checks[i].subject == Subject::status;
        status_spoken_of = status_spoken_of || about_status;
        if (holds(checks[i], response, values)) continue;
        judgement.failed_checks |= std::uint32_t{1} << i;
        if (about_status) judgement.status_accepted = false;
    }
    if (!status_spoken_of) judgement.status_accepted = response.status < 400;
    return judgement;
}

} // namespace redline::language
