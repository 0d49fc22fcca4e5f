#include "redline/base/time_series.hpp"

namespace redline::base {

namespace {

std::string quoted(const std::string& value) {
    std::string text = "\"";
    for (const char c : value) {
        if (c == '\n') {
            text += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

} // namespace

std::string to_text(const Labels& labels) {
    std::string name;
    std::string inside;
    for (const auto& [label, value] : labels) {
        if (label == "__name__")
            name = value;
        else
            inside += (inside.empty() ? "" : ", ") + label + "=" + quoted(value);
    }
    return inside.empty() ? name : name + "{" + inside + "}";
}

} // namespace redline::base
