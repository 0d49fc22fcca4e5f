/// Why this exists: a page of metrics is read by a program that is not ours, so tests read it as strictly as
/// that program's own check does. A reader of the Prometheus text format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats) that keeps the values and lists every fault:
/// what the format forbids, and what `promtool check metrics` advises against.
#pragma once

#include <charconv>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace redline::test {

class Exposition {
  public:
    explicit Exposition(const std::string& page) {
        if (!page.ends_with('\n')) fault("the last line does not end");
        std::istringstream stream(page);
        for (std::string line; std::getline(stream, line);) read(line);
        check_histograms();
    }

    /// The value of a sample as it is written: `name{label="value"}`.
    double value(const std::string& sample) const {
        const auto found = values_.find(sample);
        return found == values_.end() ? -1 : found->second;
    }

    /// Of all samples of that name.
    double sum(const std::string& name) const {
        double sum = 0;
        for (const auto& [sample, value] : values_)
            if (sample == name || sample.starts_with(name + "{")) sum += value;
        return sum;
    }

    std::size_t size() const { return values_.size(); }
    /// Every fault, a line each; empty: the page is right.
    const std::string& faults() const { return faults_; }

  private:
    void fault(const std::string& text) { faults_ += text + "\n"; }

    void read(const std::string& line) {
        static const std::regex help("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)");
        static const std::regex type("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)");
        std::smatch words;
        if (std::regex_match(line, words, help)) return begin_family(words[1]);
        if (std::regex_match(line, words, type)) return set_type(words[1], words[2]);
        read_sample(line);
    }

    void begin_family(const std::string& name) {
        if (!families_.insert(name).second) fault(name + " is described twice");
        family_ = name;
        type_.clear();
    }

    void set_type(const std::string& name, const std::string& type) {
        if (name != family_ || !type_.empty()) fault(name + ": a type without its help");
        type_ = type;
        if ((type == "counter") != name.ends_with("_total")) fault(name + ": counters alone end in _total");
    }

    void read_sample(const std::string& line) {
        static const std::regex sample("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\\n]"
                                       "|\\\\[\\\\\"n])*\",?)+\\})? (\\S+)");
        std::smatch words;
        if (!std::regex_match(line, words, sample)) return fault("not a line of the format: " + line);
        if (!belongs(words[1])) fault(std::string(words[1]) + " stands below " + family_);
        const auto key = std::string(words[1]) + std::string(words[2]);
        if (!values_.emplace(key, number(words[5])).second) fault(key + " is told twice");
        if (type_ == "histogram") note_bucket(words[1], words[2], number(words[5]));
    }

    bool belongs(const std::string& name) const {
        if (type_ != "histogram") return name == family_ && !type_.empty();
        return name == family_ + "_bucket" || name == family_ + "_sum" || name == family_ + "_count";
    }

    double number(const std::string& text) {
        if (text == "+Inf") return std::numeric_limits<double>::infinity();
        double value = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (code != std::errc{} || end != text.data() + text.size()) fault("not a number: " + text);
        return value;
    }

    struct Buckets {
        std::vector<std::pair<double, double>> counts; ///< by their bounds
        double count = -1;
        double sum = -1;
    };

    void note_bucket(const std::string& name, const std::string& labels, double value) {
        static const std::regex bound(",?le=\"([^\"]*)\"");
        std::smatch le;
        const auto others = std::regex_replace(labels, bound, "");
        auto& buckets = histograms_[family_ + (others == "{}" ? "" : others)];
        if (name.ends_with("_count")) buckets.count = value;
        if (name.ends_with("_sum")) buckets.sum = value;
        if (!name.ends_with("_bucket")) return;
        if (!std::regex_search(labels, le, bound)) return fault(family_ + ": a bucket without a bound");
        buckets.counts.emplace_back(number(le[1]), value);
    }

    void check_histograms() {
        for (const auto& [name, buckets] : histograms_) {
            if (buckets.count < 0 || buckets.sum < 0 || buckets.counts.empty())
                fault(name + " lacks its count, its sum or its buckets");
            else if (buckets.counts.back() != std::pair(number("+Inf"), buckets.count))
                fault(name + " does not end with all there are");
            for (std::size_t i = 1; i < buckets.counts.size(); ++i)
                if (buckets.counts[i - 1].first >= buckets.counts[i].first ||
                    buckets.counts[i - 1].second > buckets.counts[i].second)
                    fault(name + ": bounds must ascend, and counts with them");
        }
    }

    std::string family_;
    std::string type_;
    std::set<std::string> families_;
    std::map<std::string, double> values_;
    std::map<std::string, Buckets> histograms_;
    std::string faults_;
};

} // namespace redline::test
