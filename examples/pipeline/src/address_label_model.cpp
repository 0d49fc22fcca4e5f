#include "address_label_model.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_map>

namespace redline::leadpipe {

namespace {

constexpr std::size_t line_bytes_max = 108;

WeightsByLabel own_scores(const Features& features, const LabelWeights& weights) {
    WeightsByLabel scores{};
    for (const auto feature : features)
        for (std::size_t label = 0; label < address_label_count; ++label)
            scores[label] += weights.of_feature[feature][label];
    return scores;
}

using Trace = std::array<std::uint8_t, address_label_count>; ///< by label: the best label before it

/// The best scores of all labellings that end in each label, from those of the token before.
WeightsByLabel step(const WeightsByLabel& before, const WeightsByLabel& own, const LabelWeights& weights,
                    Trace& trace) {
    WeightsByLabel best;
    best.fill(std::numeric_limits<Weight>::min());
    for (std::size_t from = 0; from < address_label_count; ++from)
        for (std::size_t to = 0; to < address_label_count; ++to) {
            const auto score = before[from] + weights.after[from][to];
            if (score <= best[to]) continue;
            best[to] = score;
            trace[to] = static_cast<std::uint8_t>(from);
        }
    for (std::size_t label = 0; label < address_label_count; ++label) best[label] += own[label];
    return best;
}

/// Long lines must not overflow: only differences count.
void rebase(WeightsByLabel& scores) {
    const auto top = *std::max_element(scores.begin(), scores.end());
    for (auto& score : scores) score -= top;
}

std::string name_of_weight(std::size_t before) {
    if (before == line_begin) return "~^";
    return "~" + std::string(name_of(static_cast<AddressLabel>(before)));
}

/// One weight's place by its name.
struct Slot {
    bool transition = false;
    std::size_t index = 0;
};

std::unordered_map<std::string, Slot> slots() {
    std::unordered_map<std::string, Slot> named;
    for (std::size_t id = 0; id < feature_count(); ++id)
        named[feature_name(static_cast<FeatureId>(id))] = {false, id};
    for (std::size_t before = 0; before <= address_label_count; ++before)
        named[name_of_weight(before)] = {true, before};
    return named;
}

/// The next of the words that blanks and line ends separate, taken off the text.
std::string_view take_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
    const auto word = text.substr(0, text.find_first_of(" \n"));
    text.remove_prefix(word.size());
    return word;
}

void read_weight(std::string_view word, std::size_t label, const std::unordered_map<std::string, Slot>& named,
                 LabelWeights& weights) {
    const auto sign = word.find_last_of("+-");
    if (sign == std::string_view::npos) return;
    const auto found = named.find(std::string(word.substr(0, sign)));
    if (found == named.end()) return;
    Weight weight = 0;
    std::from_chars(word.data() + sign + 1, word.data() + word.size(), weight);
    if (word[sign] == '-') weight = -weight;
    const auto [transition, index] = found->second;
    (transition ? weights.after[index] : weights.of_feature[index])[label] = weight;
}

/// Appends words with line breaks where they are due.
class Paragraph {
  public:
    void add(const std::string& word) {
        if (column_ + 1 + word.size() > line_bytes_max) end_line();
        text_ += (column_ == 0 ? "" : " ") + word;
        column_ += word.size() + (column_ == 0 ? 0 : 1);
    }
    void add(const std::string& name, Weight weight) {
        if (weight != 0) add(name + (weight > 0 ? "+" : "") + std::to_string(weight));
    }
    void end_line() {
        text_ += '\n';
        column_ = 0;
    }
    const std::string& text() const { return text_; }

  private:
    std::string text_;
    std::size_t column_ = 0;
};

} // namespace

std::vector<AddressLabel> likeliest_labels(const std::vector<Features>& tokens, const LabelWeights& weights) {
    if (tokens.empty()) return {};
    std::vector<Trace> traces(tokens.size());
    auto scores = own_scores(tokens.front(), weights);
    for (std::size_t label = 0; label < address_label_count; ++label)
        scores[label] += weights.after[line_begin][label];
    for (std::size_t at = 1; at < tokens.size(); ++at) {
        rebase(scores);
        scores = step(scores, own_scores(tokens[at], weights), weights, traces[at]);
    }
    std::vector<AddressLabel> labels(tokens.size());
    auto label = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    for (auto at = tokens.size(); at-- > 0; label = traces[at][label])
        labels[at] = static_cast<AddressLabel>(label);
    return labels;
}

LabelWeights read_weights(std::string_view rows) {
    const auto named = slots();
    LabelWeights weights;
    while (!rows.empty()) {
        auto row = rows.substr(0, rows.find('|'));
        rows.remove_prefix(std::min(row.size() + 1, rows.size()));
        const auto label = label_named(take_word(row));
        if (!label) continue;
        for (auto word = take_word(row); !word.empty(); word = take_word(row))
            read_weight(word, static_cast<std::size_t>(*label), named, weights);
    }
    return weights;
}

std::string written(const LabelWeights& weights) {
    Paragraph text;
    for (std::size_t label = 0; label < address_label_count; ++label) {
        text.add(std::string(name_of(static_cast<AddressLabel>(label))));
        for (std::size_t id = 0; id < feature_count(); ++id)
            text.add(feature_name(static_cast<FeatureId>(id)), weights.of_feature[id][label]);
        for (std::size_t before = 0; before <= address_label_count; ++before)
            text.add(name_of_weight(before), weights.after[before][label]);
        text.add("|");
        text.end_line();
    }
    return text.text();
}

} // namespace redline::leadpipe
