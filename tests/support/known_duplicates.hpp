/// Parties whose true entities somebody looked up, and how well a grouping of them agrees with that: what the
/// corpus test and the bench of duplicates have in common.
///
/// Rules, weights and thresholds are chosen on the entities with an odd id; those with an even id only
/// report.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "redline/leadpipe/party.hpp"

namespace redline::test {

using CsvRow = std::vector<std::string>;

/// RFC 4180: quoted fields hold commas, doubled quotes and line ends.
inline std::vector<CsvRow> csv_rows(std::string_view text) {
    std::vector<CsvRow> rows(1, CsvRow(1));
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        auto& field = rows.back().back();
        if (c == '"' && quoted && at + 1 < text.size() && text[at + 1] == '"')
            field += text[++at];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            rows.back().emplace_back();
        else if (c == '\n' && !quoted)
            rows.emplace_back(1);
        else if (c != '\r' || quoted)
            field += c;
    }
    if (rows.back() == CsvRow(1)) rows.pop_back();
    return rows;
}

struct KnownParties {
    std::vector<std::int64_t> entities; ///< of each party
    std::vector<leadpipe::Party> parties;
};

enum class Half { odd, even };

/// The parties of the entities with an odd or even id, of `true_id,id,name,address,zip,phone` below a
/// heading.
inline KnownParties known_parties(std::string_view csv, Half half) {
    KnownParties known;
    auto rows = csv_rows(csv);
    for (std::size_t at = 1; at < rows.size(); ++at) {
        auto& row = rows[at];
        const auto entity = std::stoll(row.at(0));
        if ((entity % 2 != 0) != (half == Half::odd)) continue;
        known.entities.push_back(entity);
        known.parties.push_back({row.at(2), row.at(3), row.at(4), row.at(5)});
    }
    return known;
}

inline double pairs_among(double count) { return count * (count - 1) / 2; }

/// Pairwise: a pair is right when one group and one entity hold both.
struct PairwiseJudgement {
    double found = 0, right = 0, true_pairs = 0;

    double precision() const { return right / found; }
    double recall() const { return right / true_pairs; }
    double f1() const { return 2 * right / (found + true_pairs); }
};

/// `groups` names the group of each party.
inline PairwiseJudgement judge(const std::vector<std::int64_t>& entities,
                               const std::vector<std::size_t>& groups) {
    std::map<std::size_t, double> by_group;
    std::map<std::int64_t, double> by_entity;
    std::map<std::pair<std::size_t, std::int64_t>, double> by_both;
    for (std::size_t at = 0; at < groups.size(); ++at) {
        ++by_group[groups[at]];
        ++by_entity[entities[at]];
        ++by_both[{groups[at], entities[at]}];
    }
    PairwiseJudgement judgement;
    for (const auto& [group, count] : by_group) judgement.found += pairs_among(count);
    for (const auto& [entity, count] : by_entity) judgement.true_pairs += pairs_among(count);
    for (const auto& [both, count] : by_both) judgement.right += pairs_among(count);
    return judgement;
}

} // namespace redline::test
