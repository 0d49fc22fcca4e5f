/// Why this exists: latencies must be kept by the million without keeping requests, merged between threads,
/// shards and runs without loss, and read at any quantile with a stated error. Averages of percentiles are
/// none of that.
///
/// Log-linear buckets, after HdrHistogram (Gil Tene, http://hdrhistogram.org): values below 2^(P+1) are
/// exact; above, every power of two is cut into 2^P equal buckets. A quantile is reported as its bucket's
/// middle, so its relative error is at most 2^-(P+1): 0.098 % for P = 9, 1.6 % for P = 5. Minimum, maximum,
/// count and sum are exact.
///
/// Values are unsigned integers, by custom nanoseconds. Memory grows with the largest value: 8 × 2^P bytes an
/// octave. Not for concurrent use: one histogram a thread, merged after join. merge is associative and
/// commutative.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <vector>

namespace redline::base {

template <unsigned precision_bits>
class Histogram {
  public:
    static constexpr double relative_error_max = 1.0 / (std::uint64_t{2} << precision_bits);

    void record(std::uint64_t value, std::uint64_t times = 1) {
        if (times == 0) return;
        const auto index = bucket_of(value);
        if (index >= counts_.size()) counts_.resize(index + 1);
        counts_[index] += times;
        count_ += times;
        sum_ += Wide{value} * times;
        min_ = std::min(min_, value);
        max_ = std::max(max_, value);
    }

    void merge(const Histogram& other) {
        if (other.counts_.size() > counts_.size()) counts_.resize(other.counts_.size());
        for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i] += other.counts_[i];
        count_ += other.count_;
        sum_ += other.sum_;
        min_ = std::min(min_, other.min_);
        max_ = std::max(max_, other.max_);
    }

    /// The value at rank ceil(q × count), q in [0, 1] (the nearest-rank definition); 0 when empty.
    std::uint64_t quantile(double q) const {
        if (count_ == 0) return 0;
        const auto wanted = std::ceil(std::clamp(q, 0.0, 1.0) * static_cast<double>(count_));
        const auto rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, count_);
        if (rank == count_) return max_;
        std::uint64_t seen = 0;
        std::size_t index = 0;
        while ((seen += counts_[index]) < rank) ++index;
        return std::clamp(middle_of(index), min_, max_);
    }

    /// How many recorded values are at most `value`, counting whole the bucket it falls into.
    std::uint64_t count_at_most(std::uint64_t value) const {
        const auto last = std::min(bucket_of(value) + 1, counts_.size());
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < last; ++i) total += counts_[i];
        return total;
    }

    std::uint64_t count() const { return count_; }
    std::uint64_t min() const { return count_ == 0 ? 0 : min_; }
    std::uint64_t max() const { return max_; }
    double sum() const { return static_cast<double>(sum_); }
    double mean() const { return count_ == 0 ? 0 : sum() / static_cast<double>(count_); }

    /// Calls visit(index, count) for every bucket that holds something, from small values to large.
    template <class Visit>
    void for_each_bucket(Visit visit) const {
        for (std::size_t i = 0; i < counts_.size(); ++i)
            if (counts_[i] != 0) visit(i, counts_[i]);
    }

    static std::size_t bucket_of(std::uint64_t value) {
        const auto width = static_cast<unsigned>(std::bit_width(value));
        if (width <= precision_bits + 1) return static_cast<std::size_t>(value);
        const unsigned shift = width - precision_bits - 1;
        return (std::size_t{shift} << precision_bits) + static_cast<std::size_t>(value >> shift);
    }

    /// The smallest value of bucket `index`.
    static std::uint64_t lower_bound_of(std::size_t index) {
        if (index < (std::size_t{2} << precision_bits)) return index;
        const auto shift = (index >> precision_bits) - 1;
        return (std::uint64_t{index} - (std::uint64_t{shift} << precision_bits)) << shift;
    }

    static std::uint64_t middle_of(std::size_t index) {
        const auto low = lower_bound_of(index);
        return low + (lower_bound_of(index + 1) - low) / 2;
    }

    /// Puts `times` back into bucket `index`, for readers; extremes and sum come by restore_extremes.
    void restore_bucket(std::size_t index, std::uint64_t times) {
        if (index >= counts_.size()) counts_.resize(index + 1);
        counts_[index] += times;
        count_ += times;
    }

    void restore_extremes(std::uint64_t min, std::uint64_t max, double sum) {
        min_ = min;
        max_ = max;
        sum_ = sum > 0 ? static_cast<Wide>(std::min(sum, 0x1p127)) : Wide{0}; // A record may lie.
    }

    /// Minimum, maximum, and the sum's low and high half, for exact copies.
    using Extremes = std::array<std::uint64_t, 4>;
    Extremes exact_extremes() const {
        return {min_, max_, static_cast<std::uint64_t>(sum_), static_cast<std::uint64_t>(sum_ >> 64)};
    }
    void restore_exact_extremes(const Extremes& extremes) {
        std::tie(min_, max_) = std::tie(extremes[0], extremes[1]);
        sum_ = Wide{extremes[3]} << 64 | extremes[2];
    }

    /// Forgets all values and keeps the memory.
    void clear() {
        std::fill(counts_.begin(), counts_.end(), 0);
        count_ = max_ = 0;
        min_ = UINT64_MAX;
        sum_ = 0;
    }

    bool operator==(const Histogram& other) const {
        return counts_ == other.counts_ && min() == other.min() && max_ == other.max_ && sum() == other.sum();
    }

  private:
    __extension__ using Wide = unsigned __int128; // A double's sum depends on the order of merging.

    std::vector<std::uint64_t> counts_;
    std::uint64_t count_ = 0;
    std::uint64_t min_ = UINT64_MAX;
    std::uint64_t max_ = 0;
    Wide sum_ = 0;
};

/// The histogram latencies are reported from: 0.098 % at every quantile.
using LatencyHistogram = Histogram<9>;

} // namespace redline::base
