#include <fmt/format.h>

#include "redline/base/uuid.hpp"
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

void append_number(std::uint64_t number, std::string& out) {
    const fmt::format_int text(number);
    out.append(text.data(), text.size());
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
    case Segment::Kind::index: return append_number(flow_index_, out);
    case Segment::Kind::record: feeds_[segment.record].append_json(flow_index_, out); return;
    case Segment::Kind::field: feeds_[segment.record].append_field(flow_index_, segment.text, out); break;
    }
    encode_from(start, segment.encoding, out);
}

void RequestDraw::append_uuid(std::string& out) {
    auto random = step_random(seed_, "uuid", flow_index_, std::uint64_t{step_} << 32 | uuids_drawn_++);
    base::append_uuid(out, base::random_uuid(random));
}

} // namespace redline::language
