#include "wire_fields.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "redline/base/json_scan.hpp"
#include "redline/base/json_text.hpp"
#include "redline/leadpipe/address.hpp"
#include "redline/leadpipe/http_message.hpp"

namespace redline::leadpipe {

namespace {

/// In the order of the enumeration.
constexpr std::array<std::string_view, field_count> names{
    "kind",       "buyer",     "lead_id", "vertical", "fingerprint", "state", "zip",     "price_cents",
    "first_name", "last_name", "email",   "phone",    "street",      "city",  "outcome", "reason"};

tl::unexpected<base::Error> refusal(std::string_view subject, std::string_view reason) {
    return base::failure(base::ErrorCode::invalid_input, fmt::format("{} {}", subject, reason));
}

/// What XML 1.0 cannot hold even as a character reference (section 2.2), but for U+FFFE and U+FFFF.
bool forbidden_in_xml(char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

void append_xml_character(std::string& out, char c) {
    switch (c) {
    case '<': out += "&lt;"; return;
    case '>': out += "&gt;"; return;
    case '&': out += "&amp;"; return;
    case '\r': out += "&#13;"; return; // a reader takes a bare one for the end of a line
    default: out += c;
    }
}

void append_xml_text(std::string& out, std::string_view text) {
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    while (!text.empty()) {
        const auto size = base::utf8_sequence_size(text);
        if (size == 0 || forbidden_in_xml(text.front()))
            out += replacement;
        else if (size == 1)
            append_xml_character(out, text.front());
        else
            out += text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
}

bool valid_in_xml(std::string_view text) {
    while (!text.empty()) {
        const auto size = base::utf8_sequence_size(text);
        if (size == 0 || forbidden_in_xml(text.front())) return false;
        text.remove_prefix(size);
    }
    return true;
}

base::JsonKind kind_in_json(Field field) {
    return field == Field::price_cents ? base::JsonKind::number : base::JsonKind::text;
}

using JsonPath = std::array<base::JsonStep, 1>;

const std::array<JsonPath, field_count>& json_paths() {
    static const auto paths = [] {
        std::array<JsonPath, field_count> made;
        for (std::size_t at = 0; at < field_count; ++at) made[at] = {std::string(names[at])};
        return made;
    }();
    return paths;
}

base::Result<FieldTexts> read_json(std::string_view text, std::span<const Field> wanted) {
    std::array<base::WantedJson, field_count> spots;
    for (std::size_t at = 0; at < wanted.size(); ++at)
        spots[at] = {.path = json_paths()[static_cast<std::size_t>(wanted[at])]};
    if (!base::scan_json(text, std::span(spots).first(wanted.size())))
        return refusal("the message", "is not JSON");
    FieldTexts texts;
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        const auto& found = spots[at].found;
        if (found.kind == base::JsonKind::absent || found.kind == base::JsonKind::null) continue;
        if (found.kind != kind_in_json(wanted[at]))
            return refusal(name_of(wanted[at]), "is of the wrong type");
        std::string room;
        texts[wanted[at]] = std::string(text_of(found, room));
    }
    return texts;
}

base::Result<FieldTexts> read_xml(std::string_view text, std::string_view root,
                                  std::span<const Field> wanted) {
    if (!valid_in_xml(text)) return refusal("the message", "holds what XML may not hold");
    pugi::xml_document document;
    constexpr auto options = pugi::parse_default | pugi::parse_ws_pcdata_single;
    if (!document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8))
        return refusal("the message", "is not XML");
    const auto message = document.document_element();
    if (message.name() != root) return refusal("the message", "has another root element");
    FieldTexts texts;
    for (const auto field : wanted) {
        texts[field] = message.child(std::string(name_of(field)).c_str()).child_value();
        // A character reference may stand for what the document itself could not hold.
        if (!valid_in_xml(texts[field])) return refusal(name_of(field), "holds what XML may not hold");
    }
    return texts;
}

} // namespace

std::string_view name_of(Field field) { return names[static_cast<std::size_t>(field)]; }

FieldWriter::FieldWriter(WireFormat format, std::string_view root) : format_(format), root_(root) {
    constexpr std::size_t usual_bytes = 512;
    out_.reserve(usual_bytes);
    if (format_ == WireFormat::json) {
        out_ += '{';
        return;
    }
    out_ += '<';
    out_ += root_;
    out_ += '>';
}

void FieldWriter::open(Field field) {
    const bool json = format_ == WireFormat::json;
    if (json && out_.size() > 1) out_ += ',';
    out_ += json ? '"' : '<';
    out_ += name_of(field);
    out_ += json ? "\":" : ">";
}

void FieldWriter::close(Field field) {
    if (format_ == WireFormat::json) return;
    out_ += "</";
    out_ += name_of(field);
    out_ += '>';
}

void FieldWriter::text(Field field, std::string_view value) {
    if (value.empty()) return;
    open(field);
    if (format_ == WireFormat::json)
        base::append_json_string(out_, value);
    else
        append_xml_text(out_, value);
    close(field);
}

void FieldWriter::number(Field field, std::int64_t value) {
    if (value == 0) return;
    open(field);
    fmt::format_to(std::back_inserter(out_), "{}", value);
    close(field);
}

std::string FieldWriter::finish() {
    if (format_ == WireFormat::json) {
        out_ += '}';
    } else {
        out_ += "</";
        out_ += root_;
        out_ += '>';
    }
    return std::move(out_);
}

base::Result<FieldTexts> read_fields(std::string_view text, WireFormat format, std::string_view root,
                                     std::span<const Field> wanted) {
    if (text.size() > body_bytes_max) return refusal("the message", "is too long");
    auto texts = format == WireFormat::json ? read_json(text, wanted) : read_xml(text, root, wanted);
    if (!texts) return texts;
    for (const auto field : wanted)
        if ((*texts)[field].size() > address_bytes_max) return refusal(name_of(field), "is too long");
    return texts;
}

} // namespace redline::leadpipe
