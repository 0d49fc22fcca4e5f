#include "redline/language/environment.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "node_place.hpp"

namespace redline::language {

namespace {

bool name_byte(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool variable_name(std::string_view name) {
    return !name.empty() && (name.front() < '0' || name.front() > '9') &&
           std::all_of(name.begin(), name.end(), name_byte);
}

class Filler {
  public:
    Filler(yaml::Node& scalar, const Environment& environment, yaml::Diagnostics& diagnostics)
        : scalar_(scalar), environment_(environment), diagnostics_(diagnostics) {}

    void fill() {
        const std::string_view text = scalar_.text;
        std::size_t done = 0;
        for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", done)) {
            const bool literal = at > done && text[at - 1] == '$';
            filled_ += text.substr(done, at - done - (literal ? 1 : 0));
            done = literal ? at + 2 : fill_one(text, at);
            if (literal) filled_ += "${";
        }
        filled_ += text.substr(std::min(done, text.size()));
        scalar_.text = std::move(filled_);
    }

  private:
    /// Fills the reference at `at` and answers where the text goes on.
    std::size_t fill_one(std::string_view text, std::size_t at) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) {
            report(at, 2, "`${` without its `}`", "write ${NAME} or ${NAME:-default}");
            return text.size();
        }
        const auto inside = text.substr(at + 2, end - at - 2);
        const auto colon = inside.find(":-");
        const auto name = inside.substr(0, colon);
        if (!variable_name(name))
            report(at, end + 1 - at, fmt::format("`{}` is not the name of an environment variable", name),
                   "write ${NAME} or ${NAME:-default}");
        else if (colon == std::string_view::npos)
            fill_required(name, at);
        else
            filled_ += value_of(name).value_or(std::string(inside.substr(colon + 2)));
        return end + 1;
    }

    void fill_required(std::string_view name, std::size_t at) {
        const auto value = environment_ ? environment_(name) : std::nullopt;
        if (!value)
            report(at, name.size() + 3, fmt::format("the environment variable `{}` is not set", name),
                   fmt::format("set it, or write a default: ${{{}:-value}}", name));
        filled_ += value.value_or("");
    }

    std::optional<std::string> value_of(std::string_view name) const {
        auto value = environment_ ? environment_(name) : std::nullopt;
        if (value && value->empty()) value.reset();
        return value;
    }

    void report(std::size_t offset, std::size_t length, std::string message, std::string hint) {
        diagnostics_.push_back({place_in(scalar_, offset, length), std::move(message), std::move(hint)});
    }

    yaml::Node& scalar_;
    const Environment& environment_;
    yaml::Diagnostics& diagnostics_;
    std::string filled_;
};

} // namespace

void fill_environment(yaml::Node& file, const Environment& environment, yaml::Diagnostics& diagnostics) {
    if (file.kind == yaml::Kind::scalar && file.text.find("${") != std::string::npos)
        Filler(file, environment, diagnostics).fill();
    for (auto& item : file.items) fill_environment(item, environment, diagnostics);
    for (auto& entry : file.entries) fill_environment(entry.value, environment, diagnostics);
}

} // namespace redline::language
