#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "header_name.hpp"
#include "node_place.hpp"
#include "redline/language/request_template.hpp"

namespace redline::language {

namespace {

struct RefusedHeader {
    std::string_view name;
    std::string_view why;
};

/// Framing: RFC 9112, section 6. Of one connection only: RFC 9110, section 7.6.1.
constexpr std::array<RefusedHeader, 9> refused_headers = {{
    {"content-length", "it is counted from the body"},
    {"transfer-encoding", "bodies are sent whole, with their length"},
    {"connection", "connections are kept and reused by the engine"},
    {"keep-alive", "connections are kept and reused by the engine"},
    {"upgrade", "only HTTP/1.1 is spoken"},
    {"te", "bodies are sent whole, with their length"},
    {"trailer", "bodies are sent whole, with their length"},
    {"expect", "bodies are sent without waiting for a 100"},
    {"traceparent", "each request carries one of its own, which the report names"},
}};

/// A token of RFC 9110, section 5.6.2.
bool is_token(std::string_view name) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

bool is_control(unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }

constexpr std::string_view one_line = "a header is one line without control characters";

std::string refusal_text(std::string_view name, const RefusedHeader& refused) {
    return fmt::format("`{}` cannot be set: {}", name, refused.why);
}

const RefusedHeader* refusal_of(std::string_view name) {
    const auto found = std::find_if(refused_headers.begin(), refused_headers.end(),
                                    [&](const auto& header) { return same_header_name(header.name, name); });
    return found == refused_headers.end() ? nullptr : &*found;
}

bool name_allowed(const yaml::Entry& entry, yaml::Diagnostics& diagnostics) {
    if (!is_token(entry.key)) {
        diagnostics.push_back(
            {entry.key_place, fmt::format("`{}` is not the name of a header", entry.key), {}});
        return false;
    }
    const auto* refused = refusal_of(entry.key);
    if (refused == nullptr) return true;
    diagnostics.push_back({entry.key_place, refusal_text(entry.key, *refused), "leave it out"});
    return false;
}

bool value_allowed(const yaml::Node& value, yaml::Diagnostics& diagnostics) {
    if (value.kind != yaml::Kind::scalar) {
        yaml::read_text(&value, diagnostics);
        return false;
    }
    const auto control = std::find_if(value.text.begin(), value.text.end(), is_control);
    if (control == value.text.end()) return true;
    const auto offset = static_cast<std::size_t>(control - value.text.begin());
    diagnostics.push_back({place_in(value, offset, 1), std::string(one_line), {}});
    return false;
}

} // namespace

std::vector<HeaderTemplate> read_headers(const yaml::Node& headers, const RecordNames& names,
                                         yaml::Diagnostics& diagnostics) {
    std::vector<HeaderTemplate> read;
    if (headers.kind != yaml::Kind::mapping)
        yaml::report(diagnostics, headers, "headers are a mapping from names to values",
                     "headers: { X-Name: value }");
    for (const auto& entry : headers.entries) {
        if (!name_allowed(entry, diagnostics) || !value_allowed(entry.value, diagnostics)) continue;
        const bool twice = std::any_of(read.begin(), read.end(), [&](const auto& header) {
            return same_header_name(header.name, entry.key);
        });
        if (twice)
            diagnostics.push_back(
                {entry.key_place, fmt::format("`{}` is given twice", entry.key), "keep one of them"});
        read.push_back({entry.key, compile_text(entry.value, Encoding::header, names, diagnostics)});
    }
    return read;
}

base::Result<HeaderTemplate> parse_header(std::string_view line) {
    const auto wrong = [](std::string message, std::string hint) {
        return base::failure(base::ErrorCode::invalid_input, std::move(message), std::move(hint));
    };
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return wrong(fmt::format("`{}` is not a header: no colon in it", line), "write Name: value");
    const auto name = line.substr(0, colon);
    if (!is_token(name))
        return wrong(fmt::format("`{}` is not the name of a header", name), "write Name: value");
    if (const auto* refused = refusal_of(name)) return wrong(refusal_text(name, *refused), "leave it out");
    const auto value = line.substr(std::min(line.find_first_not_of(" \t", colon + 1), line.size()));
    if (std::any_of(value.begin(), value.end(), is_control)) return wrong(std::string(one_line), {});
    HeaderTemplate header{std::string(name), {}};
    append_literal(header.value, value);
    return header;
}

} // namespace redline::language
