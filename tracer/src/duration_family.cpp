#include "redline/tracer/duration_family.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>

namespace redline::tracer {

namespace {

using Labels = std::vector<std::string>;

struct LabelsLess {
    using is_transparent = void;
    bool operator()(const auto& left, const auto& right) const {
        return std::ranges::lexicographical_compare(left, right);
    }
};

/// Adds for the only thread that writes: a load and a store, no locked instruction.
void add(std::atomic<std::uint64_t>& to, std::uint64_t amount, std::memory_order order) {
    to.store(to.load(std::memory_order_relaxed) + amount, order);
}

/// One set of labels on one thread.
struct Tally {
    explicit Tally(std::size_t buckets) : counts(buckets) {}

    const Labels* labels = nullptr;
    const Tally* older = nullptr;
    std::vector<std::atomic<std::uint64_t>> counts;
    std::atomic<std::uint64_t> sum_ns{0};

    /// The sum first: a reader that sees the count sees its duration in the sum.
    void record(std::size_t bucket, base::Duration duration) {
        add(sum_ns, static_cast<std::uint64_t>(duration.count()), std::memory_order_relaxed);
        add(counts[bucket], 1, std::memory_order_release);
    }

    void add_to(DurationSeries& series) const {
        series.counts.resize(counts.size());
        for (std::size_t i = 0; i < counts.size(); ++i)
            series.counts[i] += counts[i].load(std::memory_order_acquire);
        series.sum += base::Duration(sum_ns.load(std::memory_order_relaxed));
    }
};

} // namespace

/// A thread's tallies: found by labels by their owner, walked from the newest by readers.
struct DurationFamily::Shard {
    std::map<Labels, Tally, LabelsLess> by_labels;
    std::atomic<const Tally*> newest{nullptr};

    Tally* find(LabelValues labels) {
        const auto found = by_labels.find(labels);
        return found == by_labels.end() ? nullptr : &found->second;
    }

    Tally& make(LabelValues labels, std::size_t buckets) {
        const auto made = by_labels.try_emplace(Labels(labels.begin(), labels.end()), buckets).first;
        made->second.labels = &made->first;
        made->second.older = newest.load(std::memory_order_relaxed);
        newest.store(&made->second, std::memory_order_release);
        return made->second;
    }
};

DurationFamily::DurationFamily(std::vector<base::Duration> bounds) : bounds_(std::move(bounds)) {}
DurationFamily::~DurationFamily() = default;

std::size_t DurationFamily::bucket_of(base::Duration duration) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(bounds_, duration) - bounds_.begin());
}

bool DurationFamily::record_known(LabelValues labels, base::Duration duration) {
    bool known = false;
    shards_.use([&](Shard& shard) {
        const auto tally = shard.find(labels);
        known = tally != nullptr;
        if (known) tally->record(bucket_of(duration), std::max(duration, base::Duration(0)));
    });
    return known;
}

void DurationFamily::record(LabelValues labels, base::Duration duration) {
    if (record_known(labels, duration)) return;
    shards_.use([&](Shard& shard) {
        const auto known = shard.find(labels);
        auto& tally = known ? *known : shard.make(labels, bounds_.size() + 1);
        tally.record(bucket_of(duration), std::max(duration, base::Duration(0)));
    });
}

std::vector<DurationSeries> DurationFamily::merged() const {
    std::map<Labels, DurationSeries> by_labels;
    shards_.for_each([&](const Shard& shard) {
        for (auto tally = shard.newest.load(std::memory_order_acquire); tally; tally = tally->older)
            tally->add_to(by_labels[*tally->labels]);
    });
    std::vector<DurationSeries> all;
    for (auto& [labels, series] : by_labels) {
        series.labels = labels;
        all.push_back(std::move(series));
    }
    return all;
}

} // namespace redline::tracer
