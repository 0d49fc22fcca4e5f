#include "address_label_training.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <sstream>

#include "redline/base/random.hpp"

namespace redline::test {

using namespace leadpipe;

namespace {

/// The largest weight of a table, which the others are scaled to.
constexpr double weight_largest = 99;

/// Invented: the corpus has no military mail, no urbanizations and no territories.
constexpr std::string_view invented_lines = R"(
PSC/USPSBoxGroupType 802/USPSBoxGroupID Box/USPSBoxType 74/USPSBoxID APO/PlaceName AE/StateName 09499/ZipCode
CMR/USPSBoxGroupType 419,/USPSBoxGroupID Box/USPSBoxType 12,/USPSBoxID APO/PlaceName AE/StateName 09102-0012/ZipCode
Unit/USPSBoxGroupType 45013/USPSBoxGroupID Box/USPSBoxType 2/USPSBoxID FPO/PlaceName AP/StateName 96338/ZipCode
UNIT/USPSBoxGroupType 7400/USPSBoxGroupID BOX/USPSBoxType 31,/USPSBoxID DPO/PlaceName AA/StateName 34023/ZipCode
Urb/SubaddressType Las/SubaddressIdentifier Gaviotas/SubaddressIdentifier 12/AddressNumber Calle/StreetNamePreType Perla/StreetName Ponce/PlaceName PR/StateName 00731/ZipCode
URB/SubaddressType MONTE/SubaddressIdentifier CLARO,/SubaddressIdentifier 305/AddressNumber CALLE/StreetNamePreType 7,/StreetName BAYAMON,/PlaceName PR/StateName 00961/ZipCode
41/AddressNumber Calle/StreetNamePreType Luna/StreetName Apt/OccupancyType 3,/OccupancyIdentifier San/PlaceName Juan/PlaceName PR/StateName 00901/ZipCode
)";

struct Example {
    std::vector<Features> tokens;
    std::vector<AddressLabel> labels;
};

/// Which cells of the table may be learnt.
struct Cells {
    std::vector<std::array<bool, address_label_count>> of_feature;
    std::array<std::array<bool, address_label_count>, address_label_count + 1> after;
};

/// One number for every cell of the table, in one order.
template <class Table, class Visit>
void for_each_cell(Table& table, Visit visit) {
    for (auto& row : table.of_feature)
        for (auto& cell : row) visit(cell);
    for (auto& row : table.after)
        for (auto& cell : row) visit(cell);
}

/// A feature per right label that gives every other label the margin, so that decoding meets it.
LabelWeights with_margin(LabelWeights weights, int margin) {
    for (std::size_t right = 0; right < address_label_count; ++right) {
        WeightsByLabel row;
        row.fill(margin);
        row[right] = 0;
        weights.of_feature.push_back(row);
    }
    return weights;
}

std::vector<Example> examples_of(const std::vector<LabelledLine>& lines) {
    std::vector<Example> examples;
    for (const auto& line : lines) {
        const auto tokens = address_tokens(line.line);
        const auto same = [](std::string_view ours, const auto& theirs) { return ours == theirs.first; };
        if (!std::equal(tokens.begin(), tokens.end(), line.tokens.begin(), line.tokens.end(), same)) continue;
        Example example{features_of(tokens), {}};
        for (std::size_t at = 0; at < tokens.size(); ++at) {
            example.labels.push_back(label_named(line.tokens[at].second).value_or(AddressLabel::not_address));
            example.tokens[at].push_back(
                static_cast<FeatureId>(feature_count() + static_cast<std::size_t>(example.labels[at])));
        }
        examples.push_back(std::move(example));
    }
    return examples;
}

std::vector<LabelledLine> invented() {
    std::vector<LabelledLine> lines;
    std::istringstream text{std::string(invented_lines)};
    for (std::string row; std::getline(text, row);) {
        LabelledLine line;
        std::istringstream words(row);
        for (std::string word; words >> word;) {
            const auto cut = word.rfind('/');
            line.tokens.emplace_back(word.substr(0, cut), word.substr(cut + 1));
            line.line += (line.line.empty() ? "" : " ") + word.substr(0, cut);
        }
        if (!line.tokens.empty()) lines.push_back(line);
    }
    return lines;
}

class Perceptron {
  public:
    Perceptron(const Training& training, const Cells& cells)
        : training_(training), cells_(cells), weights_(with_margin({}, training.margin)) {
        for_each_cell(weights_, [this](Weight&) { totals_.push_back(0); });
    }

    void learn(const std::vector<Example>& examples) {
        base::Random random(training_.seed);
        std::vector<std::size_t> order(examples.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (int round = 0; round < training_.rounds; ++round) {
            for (auto left = order.size(); left > 1; --left)
                std::swap(order[left - 1], order[random.below(left)]);
            for (const auto index : order) learn(examples[index]);
        }
    }

    /// By for_each_cell's order; those of the margin's rows mean nothing.
    const std::vector<std::int64_t>& totals() const { return totals_; }

  private:
    void learn(const Example& example) {
        const auto guess = likeliest_labels(example.tokens, weights_);
        if (guess != example.labels) {
            move(example, example.labels, 1);
            move(example, guess, -1);
        }
        std::size_t at = 0;
        for_each_cell(weights_, [this, &at](Weight weight) { totals_[at++] += weight; });
    }

    void move(const Example& example, const std::vector<AddressLabel>& labels, Weight by) {
        auto before = line_begin;
        for (std::size_t at = 0; at < labels.size(); ++at) {
            const auto label = static_cast<std::size_t>(labels[at]);
            for (const auto feature : example.tokens[at])
                if (feature < feature_count() && cells_.of_feature[feature][label])
                    weights_.of_feature[feature][label] += by;
            if (cells_.after[before][label]) weights_.after[before][label] += by;
            before = label;
        }
    }

    Training training_;
    Cells cells_;
    LabelWeights weights_;
    std::vector<std::int64_t> totals_;
};

Cells all_cells() {
    Cells cells{std::vector<std::array<bool, address_label_count>>(feature_count()), {}};
    for_each_cell(cells, [](bool& cell) { cell = true; });
    return cells;
}

/// The totals of a table without the margin's rows.
std::vector<std::int64_t> table_totals(std::vector<std::int64_t> totals) {
    const auto from = static_cast<std::ptrdiff_t>(feature_count() * address_label_count);
    const auto margin = static_cast<std::ptrdiff_t>(address_label_count * address_label_count);
    totals.erase(totals.begin() + from, totals.begin() + from + margin);
    return totals;
}

Cells largest_cells(const std::vector<std::int64_t>& totals, std::size_t count) {
    std::vector<std::int64_t> sizes;
    for (const auto total : totals) sizes.push_back(std::abs(total));
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    const auto least = std::max<std::int64_t>(1, sizes[std::min(count, sizes.size() - 1)]);
    auto cells = all_cells();
    std::size_t at = 0;
    for_each_cell(cells, [&](bool& cell) { cell = std::abs(totals[at++]) > least; });
    return cells;
}

LabelWeights scaled(const std::vector<std::int64_t>& totals) {
    std::int64_t largest = 1;
    for (const auto total : totals) largest = std::max<std::int64_t>(largest, std::abs(total));
    LabelWeights weights;
    std::size_t at = 0;
    for_each_cell(weights, [&](Weight& weight) {
        const auto share = static_cast<double>(totals[at++]) / static_cast<double>(largest);
        weight = static_cast<Weight>(std::lround(weight_largest * share));
    });
    return weights;
}

} // namespace

LabelWeights learn(const std::vector<LabelledLine>& lines, const Training& training) {
    auto all = lines;
    for (const auto& line : invented()) all.push_back(line);
    const auto examples = examples_of(all);
    Perceptron first(training, all_cells());
    first.learn(examples);
    Perceptron second(training, largest_cells(table_totals(first.totals()), training.weights_max));
    second.learn(examples);
    return scaled(table_totals(second.totals()));
}

} // namespace redline::test
