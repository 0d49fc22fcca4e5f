#include "redline/language/request_template.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "header_name.hpp"
#include "redline/language/target_url.hpp"

namespace redline::language {

namespace {

bool expects_body(std::string_view method) {
    return method == "POST" || method == "PUT" || method == "PATCH";
}

void append_header(Segments& head, std::string_view name, const Segments& value) {
    append_literal(head, fmt::format("{}: ", name));
    for (const auto& segment : value) {
        if (segment.kind == Segment::Kind::literal)
            append_literal(head, segment.text);
        else
            head.push_back(segment);
    }
    append_literal(head, "\r\n");
}

/// Our own headers, each unless the user gave one of the same name, then the user's.
void append_headers(Segments& head, const RequestParts& parts, const loadgen::Endpoint& target) {
    struct Own {
        std::string_view name;
        std::string value;
        bool wanted;
    };
    const auto type = parts.body ? parts.body->content_type : std::string();
    const std::array<Own, 3> own = {{{"Host", authority(target), true},
                                     {"User-Agent", std::string(user_agent()), true},
                                     {"Content-Type", type, !type.empty()}}};
    for (const auto& [name, value, wanted] : own) {
        const bool given =
            std::any_of(parts.headers.begin(), parts.headers.end(),
                        [&, own_name = name](const auto& h) { return same_header_name(h.name, own_name); });
        if (wanted && !given) append_literal(head, fmt::format("{}: {}\r\n", name, value));
    }
    for (const auto& header : parts.headers) append_header(head, header.name, header.value);
}

void append_traceparent(const base::Traceparent& trace, std::string& out) {
    std::array<char, base::traceparent_size> parent{};
    base::write_traceparent(trace, parent);
    out.append("traceparent: ").append(parent.data(), parent.size()).append("\r\n");
}

} // namespace

std::string_view user_agent() { return "redline/" REDLINE_VERSION; }

RequestTemplate lay_out(const RequestParts& parts, const loadgen::Endpoint& target) {
    RequestTemplate request;
    append_literal(request.head, parts.method + " ");
    for (const auto& segment : parts.path) request.head.push_back(segment);
    append_literal(request.head, " HTTP/1.1\r\n");
    append_headers(request.head, parts, target);
    request.has_length = parts.body || expects_body(parts.method);
    request.traced = parts.traced;
    if (parts.body) request.body = parts.body->text;
    return request;
}

std::optional<FixedRequest> fixed(const RequestTemplate& request, std::uint64_t trace_high) {
    const auto literal = [](const Segment& segment) { return segment.kind == Segment::Kind::literal; };
    if (!std::all_of(request.head.begin(), request.head.end(), literal) ||
        !std::all_of(request.body.begin(), request.body.end(), literal))
        return std::nullopt;
    FixedRequest written;
    RequestDraw draw(0, 0, 0, {});
    draw.append(request.head, written.bytes);
    constexpr std::string_view before_low = "traceparent: 00-0123456789abcdef";
    if (request.traced) written.low_at = written.bytes.size() + before_low.size();
    written.bytes.clear();
    append_request(request, {{trace_high, 0}, {}, true}, draw, written.bytes);
    return written;
}

void append_request(const RequestTemplate& request, const base::Traceparent& trace, RequestDraw& draw,
                    std::string& out) {
    draw.append(request.head, out);
    if (request.traced) append_traceparent(trace, out);
    if (!request.has_length) {
        out += "\r\n";
        return;
    }
    out += "Content-Length: ";
    const auto length_at = out.size();
    out += "\r\n\r\n";
    const auto body_at = out.size();
    draw.append(request.body, out);
    // The length is known only now; moving the body by its few digits is cheaper than a second buffer.
    const fmt::format_int length(out.size() - body_at);
    out.insert(length_at, length.data(), length.size());
}

} // namespace redline::language
