#include "redline/traffic/lead.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "redline/base/json_plain.hpp"
#include "redline/base/json_text.hpp"

namespace redline::traffic {

namespace {

constexpr std::array fields = std::to_array<LeadField>({
    {"lead_ref", &Lead::lead_ref},
    {"first_name", &Lead::first_name},
    {"last_name", &Lead::last_name},
    {"email", &Lead::email},
    {"phone", &Lead::phone},
    {"address.line", &Lead::address_line},
    {"vertical", &Lead::vertical},
    {"campaign", &Lead::campaign},
    {"sub_id", &Lead::sub_id},
    {"source", &Lead::source},
    {"device", &Lead::device},
    {"consent.certificate_id", &Lead::consent_certificate_id},
    {"consent.text_version", &Lead::consent_text_version},
    {"consent.given_at", &Lead::consent_given_at},
});

/// `address` of `address.line`, nothing of `email`.
std::string_view group_of(std::string_view name) {
    const auto dot = name.find('.');
    return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

std::string_view leaf_of(std::string_view name) { return name.substr(name.find('.') + 1); }

void append_key(std::string& out, std::string_view key) {
    out += '"';
    out += key;
    out += "\":";
}

/// Ends the object of the group before and begins that of the next, where they differ.
void turn_to_group(std::string& out, std::string_view from, std::string_view to, bool first) {
    if (from != to && !from.empty()) out += '}';
    if (!first) out += ',';
    if (from == to || to.empty()) return;
    append_key(out, to);
    out += '{';
}

/// What stands before each field's text, its opening quotation mark included.
std::vector<std::string> texts_between() {
    std::vector<std::string> texts;
    std::string_view group;
    for (const auto& field : fields) {
        std::string text = texts.empty() ? "{" : "\"";
        const auto next_group = group_of(field.name);
        turn_to_group(text, group, next_group, texts.empty());
        group = next_group;
        append_key(text, leaf_of(field.name));
        texts.push_back(text + '"');
    }
    return texts;
}

/// Behind an opening quotation mark.
void append_text(std::string& out, std::string_view text) {
    if (base::plain_prefix(text) == text.size()) {
        out += text;
        return;
    }
    out.pop_back();
    base::append_json_string(out, text);
    out.pop_back();
}

} // namespace

std::span<const LeadField> lead_fields() { return fields; }

const LeadField* find_lead_field(std::string_view name) {
    const auto found = std::ranges::find(fields, name, &LeadField::name);
    return found == fields.end() ? nullptr : &*found;
}

void append_json(const Lead& lead, std::string& out) {
    static const auto between = texts_between();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        out += between[i];
        append_text(out, lead.*fields[i].text);
    }
    out += group_of(fields.back().name).empty() ? "\"}" : "\"}}";
}

} // namespace redline::traffic
