#include "sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/language/read_scenario.hpp"

namespace redline::language {

void refuse_later_keys(yaml::MappingReader& reader, const yaml::Node& mapping,
                       std::span<const std::string_view> later_keys) {
    for (const auto& entry : mapping.entries) {
        const auto later = std::find(later_keys.begin(), later_keys.end(), entry.key);
        if (later == later_keys.end()) continue;
        reader.optional(*later);
        reader.diagnostics().push_back(
            {entry.key_place, fmt::format("this version of the language does not know `{}` yet", *later),
             "leave it out"});
    }
}

std::string read_name(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    constexpr std::size_t name_bytes_max = 100;
    const auto name = yaml::read_text(node, diagnostics).value_or("");
    if (node == nullptr || node->kind != yaml::Kind::scalar) return name;
    const bool one_line =
        std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (name.empty() || name.size() > name_bytes_max || !one_line)
        yaml::report(diagnostics, *node, "a name is one line of 1 to 100 bytes");
    return name;
}

std::optional<unsigned> read_from_one(const yaml::Node* node, unsigned max, yaml::Diagnostics& diagnostics) {
    const auto count = yaml::read_count(node, diagnostics);
    if (!count) return std::nullopt;
    if (*count >= 1 && *count <= max) return static_cast<unsigned>(*count);
    yaml::report(diagnostics, *node, fmt::format("`{}` is not a number from 1 to {}", *count, max));
    return std::nullopt;
}

std::optional<base::Duration> read_time(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    const auto duration = yaml::read_as(node, diagnostics, base::parse_duration);
    if (!duration || *duration <= stages_duration_max) return duration;
    yaml::report(diagnostics, *node, "no run takes more than 30 days");
    return std::nullopt;
}

std::optional<base::Duration> read_some_time(const yaml::Node* node, std::string_view what,
                                             yaml::Diagnostics& diagnostics) {
    const auto duration = read_time(node, diagnostics);
    if (!duration || *duration > base::Duration::zero()) return duration;
    yaml::report(diagnostics, *node, fmt::format("{} takes some time", what));
    return std::nullopt;
}

std::span<const yaml::Node> read_some_items(const yaml::Node* node, std::string_view what,
                                            yaml::Diagnostics& diagnostics) {
    const auto items = yaml::read_items(node, diagnostics);
    if (node != nullptr && node->kind == yaml::Kind::sequence && items.empty())
        yaml::report(diagnostics, *node, fmt::format("at least one {} is needed here", what));
    return items;
}

void UniqueNames::add(const std::string& name, const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    if (name.empty() || seen_.insert(name).second || node == nullptr) return;
    yaml::report(diagnostics, *node, fmt::format("two {} are named `{}`", what_, name),
                 "give each a name of its own");
}

} // namespace redline::language
