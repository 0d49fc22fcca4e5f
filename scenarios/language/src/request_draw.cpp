#include <array>

#include <fmt/format.h>

#include "redline/base/ids.hpp"
#include "redline/language/encode.hpp"
#include "redline/language/template_text.hpp"

namespace redline::language {

namespace {

void encode_from(std::size_t start, Encoding encoding, std::string& text) {
    switch (encoding) {
    case Encoding::none: return;
    case Encoding::path: return encode_path_from(start, text);
    case Encoding::header: return encode_header_from(start, text);
    case Encoding::json: return encode_json_from(start, text);
    }
}

} // namespace

base::Random step_random(std::uint64_t seed, std::string_view purpose, std::uint64_t flow_index,
                         std::uint64_t step) {
    return base::Random::keyed(base::Random::keyed(seed, purpose, flow_index).next(), purpose, step);
}

void RequestDraw::append(const Segments& segments, std::string& out) {
    for (const auto& segment : segments) append(segment, out);
}

void RequestDraw::append(const Segment& segment, std::string& out) {
    const auto start = out.size();
    switch (segment.kind) {
    case Segment::Kind::literal: out += segment.text; return;
    case Segment::Kind::uuid: append_uuid(out); return;
    case Segment::Kind::index: fmt::format_to(std::back_inserter(out), "{}", flow_index_); return;
    case Segment::Kind::record: feeds_[segment.record].append_json(flow_index_, out); return;
    case Segment::Kind::field: feeds_[segment.record].append_field(flow_index_, segment.text, out); break;
    }
    encode_from(start, segment.encoding, out);
}

void RequestDraw::append_uuid(std::string& out) {
    // Version and variant bits: RFC 9562, section 5.4.
    auto random = step_random(seed_, "uuid", flow_index_, std::uint64_t{step_} << 32 | uuids_drawn_++);
    const auto high = (random.next() & ~std::uint64_t{0xf000}) | 0x4000;
    const auto low = (random.next() & ~(std::uint64_t{3} << 62)) | std::uint64_t{1} << 63;
    std::array<char, 32> digits{};
    base::write_hex(high, digits.data());
    base::write_hex(low, digits.data() + 16);
    const std::string_view hex(digits.data(), digits.size());
    out.append(hex.substr(0, 8)).append("-").append(hex.substr(8, 4)).append("-").append(hex.substr(12, 4));
    out.append("-").append(hex.substr(16, 4)).append("-").append(hex.substr(20));
}

} // namespace redline::language
