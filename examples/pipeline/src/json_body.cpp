#include "redline/leadpipe/json_body.hpp"

#include <fmt/format.h>

#include "redline/leadpipe/text_fold.hpp"

namespace redline::leadpipe {

namespace {

/// `application/json` with parameters, but no other charset than UTF-8; a missing header is read as JSON.
bool is_json(std::string_view content_type) {
    if (content_type.empty()) return true;
    const auto folded = fold_to_ascii(content_type).value_or(std::string());
    const auto end = folded.find_first_of("; ");
    if (folded.substr(0, end) != "APPLICATION/JSON") return false;
    const auto charset = folded.find("CHARSET=");
    if (charset == std::string::npos) return true;
    const auto name = folded.substr(charset + 8);
    return name.starts_with("UTF-8") || name.starts_with("\"UTF-8") || name.starts_with("UTF8");
}

/// Only the place: the parser's own words quote what it read, and that may be a person.
std::string place_of(const base::Error& error) {
    if (error.diagnostics.empty()) return "the body is not JSON";
    const auto& place = error.diagnostics.front().place;
    return fmt::format("the body is not JSON that can be read (line {}, column {})", place.line,
                       place.column);
}

} // namespace

tl::expected<base::Json, Problem> read_json_body(const Request& request) {
    if (!is_json(request.content_type))
        return tl::unexpected(Problem{415, "unsupported-media-type", "The body's type is not read here",
                                      "Content-Type must be application/json in UTF-8"});
    auto json = base::parse_json(request.body, "body");
    if (!json)
        return tl::unexpected(
            Problem{400, "bad-request", "The request cannot be read", place_of(json.error())});
    if (!json->is_object()) return invalid_lead("the body is not an object");
    return *std::move(json);
}

tl::unexpected<Problem> invalid_lead(std::string detail) {
    return tl::unexpected(Problem{422, "invalid-lead", "The lead is not complete", std::move(detail)});
}

/// A text of the outer object; nothing for a wrong type.
std::optional<std::string> text_member(const base::Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return std::string();
    if (!found->is_string() || found->get_ref<const std::string&>().size() > text_bytes_max)
        return std::nullopt;
    return found->get<std::string>();
}

} // namespace redline::leadpipe
