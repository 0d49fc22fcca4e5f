#include <array>

#include <fmt/format.h>

#include "sections.hpp"

namespace redline::language {

namespace {

constexpr std::array<std::string_view, 5> later_keys = {"csv", "pick", "at_end", "skew", "weight"};

bool has_later_source(const yaml::Node& node) { return node.find("csv") != nullptr; }

LeadSource read_source(const yaml::Entry& entry, yaml::Diagnostics& diagnostics) {
    constexpr std::array<std::string_view, 1> generators = {"leads"};
    constexpr std::array<std::string_view, 3> profiles = {"clean", "typical", "hostile"};
    LeadSource source;
    source.name = entry.key;
    yaml::MappingReader reader(entry.value, fmt::format("data `{}`", entry.key), diagnostics);
    const auto* generate =
        has_later_source(entry.value) ? reader.optional("generate") : reader.required("generate");
    yaml::read_choice(generate, generators, diagnostics);
    if (const auto choice = yaml::read_choice(reader.optional("profile"), profiles, diagnostics))
        source.leads.profile = static_cast<traffic::DirtProfile>(*choice);
    if (const auto share = yaml::read_as(reader.optional("duplicates"), diagnostics, base::parse_share))
        source.leads.duplicate_share = share->ratio;
    refuse_later_keys(reader, entry.value, later_keys);
    reader.finish();
    return source;
}

} // namespace

std::vector<LeadSource> read_sources(const yaml::Node* data, yaml::Diagnostics& diagnostics) {
    std::vector<LeadSource> sources;
    if (data == nullptr) return sources;
    if (data->kind != yaml::Kind::mapping)
        yaml::report(diagnostics, *data, "data is a mapping from names to sources",
                     "data: { lead: { generate: leads } }");
    for (const auto& entry : data->entries) {
        if (!is_record_name(entry.key))
            diagnostics.push_back({entry.key_place, fmt::format("`{}` cannot name data", entry.key),
                                   "use small letters, digits and _; uuid and index are taken"});
        sources.push_back(read_source(entry, diagnostics));
    }
    return sources;
}

} // namespace redline::language
