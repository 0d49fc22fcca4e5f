#include "redline/base/traceparent.hpp"

namespace redline::base {

void write_traceparent(const Traceparent& parent, std::array<char, traceparent_size>& out) {
    constexpr std::string_view frame = "00-................................-................-00";
    frame.copy(out.data(), frame.size());
    write_hex(parent.trace_id.high, out.data() + 3);
    write_hex(parent.trace_id.low, out.data() + 19);
    write_hex(parent.parent_id.value, out.data() + 36);
    out[54] = parent.sampled ? '1' : '0';
}

std::string to_text(const Traceparent& parent) {
    std::array<char, traceparent_size> text{};
    write_traceparent(parent, text);
    return {text.data(), text.size()};
}

std::optional<Traceparent> parse_traceparent(std::string_view text) {
    if (text.size() < traceparent_size || text[2] != '-' || text[35] != '-' || text[52] != '-')
        return std::nullopt;
    const auto version = parse_hex(text.substr(0, 2));
    if (!version || *version == 0xff) return std::nullopt;
    const bool tail_allowed = *version > 0 && text.size() > traceparent_size && text[55] == '-';
    if (text.size() != traceparent_size && !tail_allowed) return std::nullopt;
    const auto trace_id = parse_trace_id(text.substr(3, 32));
    const auto parent_id = parse_span_id(text.substr(36, 16));
    const auto flags = parse_hex(text.substr(53, 2));
    if (!trace_id || !*trace_id || !parent_id || !*parent_id || !flags) return std::nullopt;
    return Traceparent{*trace_id, *parent_id, (*flags & 1) != 0};
}

} // namespace redline::base
