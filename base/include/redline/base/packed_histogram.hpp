/// Why this exists: a run keeps a histogram for each step and second of its length, and most buckets of most
/// of them are empty. What is over is packed: some hundred bytes instead of some ten thousand.
///
/// Format: numbers of seven bits a byte, the lowest first, the top bit set on all but a number's last byte
/// (LEB128). Minimum, maximum, the sum's low and high 64 bits, then for each bucket that holds something its
/// distance from the one before and its count. Nothing at all when empty. Packing is exact both ways, so two
/// packed histograms are equal when their bytes are.
///
/// A value; for one thread.
#pragma once

#include <string>

#include "redline/base/histogram.hpp"

namespace redline::base {

template <unsigned precision_bits>
class PackedHistogram {
  public:
    PackedHistogram() = default;

    explicit PackedHistogram(const Histogram<precision_bits>& histogram) {
        if (histogram.count() == 0) return;
        std::string bytes;
        for (const auto number : histogram.exact_extremes()) append(bytes, number);
        std::size_t before = 0;
        histogram.for_each_bucket([&](std::size_t index, std::uint64_t count) {
            append(bytes, index - before);
            append(bytes, count);
            before = index;
        });
        bytes_.assign(bytes.data(), bytes.size());
    }

    Histogram<precision_bits> unpacked() const {
        Histogram<precision_bits> histogram;
        if (bytes_.empty()) return histogram;
        const char* at = bytes_.data();
        const char* const end = at + bytes_.size();
        typename Histogram<precision_bits>::Extremes extremes{};
        for (auto& number : extremes) number = take(at);
        for (std::size_t index = 0; at != end;) {
            index += take(at);
            histogram.restore_bucket(index, take(at));
        }
        histogram.restore_exact_extremes(extremes);
        return histogram;
    }

    bool empty() const { return bytes_.empty(); }
    std::size_t bytes() const { return bytes_.size(); }
    bool operator==(const PackedHistogram&) const = default;

  private:
    static void append(std::string& bytes, std::uint64_t number) {
        for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>((number & 0x7f) | 0x80));
        bytes.push_back(static_cast<char>(number));
    }

    static std::uint64_t take(const char*& at) {
        std::uint64_t number = 0;
        unsigned shift = 0;
        auto byte = static_cast<unsigned char>(*at++);
        for (; byte >= 0x80; shift += 7, byte = static_cast<unsigned char>(*at++))
            number |= std::uint64_t{byte & 0x7fU} << shift;
        return number | std::uint64_t{byte} << shift;
    }

    std::string bytes_;
};

} // namespace redline::base
