#include "responsibility_reader.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "redline/alerting/markdown_anchors.hpp"
#include "redline/base/nearest_word.hpp"

namespace redline::alerting {

namespace {

constexpr std::uintmax_t runbook_bytes_max = 4 << 20;

/// The text of a regular file of sane size; nothing otherwise.
std::optional<std::string> text_of(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code)) return std::nullopt;
    if (std::filesystem::file_size(path, code) > runbook_bytes_max || code) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return std::nullopt;
    return text.str();
}

std::string file_of(const std::string& reference) { return reference.substr(0, reference.find('#')); }

/// The place of `#anchor` inside the scalar; the scalar's own where it is not written as it reads.
base::Place anchor_place(const yaml::Node& node) {
    const auto hash = node.text.find('#');
    return hash == std::string::npos ? node.place : node.place.at_offset(hash, node.text.size() - hash);
}

void require(const std::optional<std::string>& part, std::string_view key, const base::Place& at,
             const std::string& who, yaml::Diagnostics& diagnostics) {
    if (part) return;
    diagnostics.push_back({at, fmt::format("`{}` has no `{}`", who, key),
                           fmt::format("give `{}` here, or once at the top of the file", key)});
}

} // namespace

std::string Shelf::read_reference(const yaml::Node& node, const std::optional<std::string>& inherited,
                                  yaml::Diagnostics& diagnostics) {
    const auto text = read_filled_text(&node, diagnostics);
    if (!text) return {};
    auto file = file_of(*text);
    if (file.find("://") != std::string::npos) {
        yaml::report(diagnostics, node, "a runbook is a Markdown file beside the rule file, not an address");
        return {};
    }
    if (file.empty() && !inherited) {
        yaml::report(diagnostics, node, fmt::format("`{}` names a heading but no file", *text),
                     "write it like runbooks/leads.md" + *text +
                         ", or give `runbook` at the top of the file");
        return {};
    }
    if (file.empty()) file = file_of(*inherited);
    if (file.empty()) return {}; // what is inherited is wrong, and that has been reported
    if (!check_file(node, file, diagnostics)) return file;
    check_anchor(node, file, diagnostics);
    const auto hash = text->find('#');
    return hash == std::string::npos ? file : file + text->substr(hash);
}

bool Shelf::check_file(const yaml::Node& node, const std::string& file, yaml::Diagnostics& diagnostics) {
    const auto [found, is_new] = runbooks_.try_emplace(file);
    if (!is_new) return found->second.exists;
    const auto markdown = text_of(folder_ / file);
    found->second.exists = markdown.has_value();
    if (markdown)
        for (const auto& anchor : markdown_anchors(*markdown)) found->second.anchors.push_back("#" + anchor);
    else
        yaml::report(diagnostics, node, fmt::format("there is no runbook `{}` beside this file", file),
                     "a runbook's path counts from the folder of the rule file");
    return found->second.exists;
}

void Shelf::check_anchor(const yaml::Node& node, const std::string& file,
                         yaml::Diagnostics& diagnostics) const {
    const auto hash = node.text.find('#');
    if (hash == std::string::npos) return;
    const auto anchor = node.text.substr(hash);
    const auto& anchors = runbooks_.at(file).anchors;
    if (std::find(anchors.begin(), anchors.end(), anchor) != anchors.end()) return;
    const std::vector<std::string_view> known(anchors.begin(), anchors.end());
    diagnostics.push_back({anchor_place(node), fmt::format("`{}` has no heading `{}`", file, anchor),
                           known.empty() ? "it has no headings at all" : base::suggestion(anchor, known)});
}

Duties read_duties(yaml::MappingReader& reader, const Duties& inherited, Shelf& shelf) {
    Duties duties = inherited;
    auto& diagnostics = reader.diagnostics();
    if (const auto* owner = reader.optional("owner"))
        duties.owner = read_filled_text(owner, diagnostics).value_or("");
    if (const auto* runbook = reader.optional("runbook"))
        duties.runbook = shelf.read_reference(*runbook, inherited.runbook, diagnostics);
    if (const auto* escalation = reader.optional("escalation"))
        duties.escalation = read_filled_text(escalation, diagnostics).value_or("");
    return duties;
}

Responsibility required_duties(const Duties& duties, const base::Place& at, const std::string& who,
                               yaml::Diagnostics& diagnostics) {
    require(duties.owner, "owner", at, who, diagnostics);
    require(duties.runbook, "runbook", at, who, diagnostics);
    require(duties.escalation, "escalation", at, who, diagnostics);
    return {{}, duties.owner.value_or(""), duties.runbook.value_or(""), duties.escalation.value_or("")};
}

void refuse_later_keys(yaml::MappingReader& reader, const yaml::Node& node,
                       std::initializer_list<std::string_view> keys) {
    for (const auto& entry : node.entries) {
        const auto* later = std::find(keys.begin(), keys.end(), entry.key);
        if (later == keys.end()) continue;
        reader.optional(*later);
        reader.diagnostics().push_back(not_yet(entry.key_place, entry.key));
    }
}

base::Diagnostic not_yet(const base::Place& place, std::string_view word) {
    return {place, fmt::format("`{}` is not supported yet by this version", word),
            "remove it: a rule that is half ignored is worse than none"};
}

std::optional<std::string> read_filled_text(const yaml::Node* node, yaml::Diagnostics& diagnostics) {
    auto text = yaml::read_text(node, diagnostics);
    if (!text || text->find_first_not_of(" \t\n") != std::string::npos) return text;
    yaml::report(diagnostics, *node, "this is empty");
    return std::nullopt;
}

} // namespace redline::alerting
