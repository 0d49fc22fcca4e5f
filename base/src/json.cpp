#include "redline/base/json.hpp"

#include <algorithm>

namespace redline::base {

namespace {

constexpr int depth_max = 200;

Place place_of_byte(std::string_view text, std::string_view name, std::size_t byte) {
    auto source = std::make_shared<const SourceText>(SourceText{std::string(name), std::string(text)});
    const auto before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
    const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    const auto line_start = before.rfind('\n');
    const auto column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
    return {std::move(source), line, static_cast<int>(column), 1};
}

/// nlohmann's text after its own "[json.exception…] parse error at line 1, column 2: " prefix.
std::string sentence(std::string_view what) {
    const auto syntax = what.find("syntax error ");
    return "this is not JSON: " + std::string(syntax == std::string_view::npos ? what : what.substr(syntax));
}

} // namespace

Result<Json> parse_json(std::string_view text, std::string_view name) {
    bool too_deep = false;
    const auto bounded = [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > depth_max;
        return !too_deep;
    };
    try {
        auto json = Json::parse(text.begin(), text.end(), bounded);
        if (!too_deep) return json;
    } catch (const Json::parse_error& error) {
        return failure({Diagnostic{place_of_byte(text, name, error.byte), sentence(error.what()), {}}});
    } catch (const Json::exception& error) {
        return failure({Diagnostic{place_of_byte(text, name, 1), sentence(error.what()), {}}});
    }
    return failure({Diagnostic{place_of_byte(text, name, 1), "this JSON is nested too deeply", {}}});
}

std::string to_text(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace redline::base
