#include "redline/leadpipe/lead.hpp"

#include <algorithm>
#include <optional>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/contact.hpp"

namespace redline::leadpipe {

namespace {

/// Reads fields of one object; remembers the first refusal and from then on answers empty texts.
class FieldReader {
  public:
    FieldReader(const base::Json* object, std::string path) : object_(object), path_(std::move(path)) {
        if (object_ != nullptr && !object_->is_object()) refuse("", "is not an object");
        if (object_ == nullptr) refuse("", "is missing");
    }

    std::string optional(std::string_view key, std::size_t bytes_max = text_bytes_max) {
        const auto* value = find(key);
        if (value == nullptr || value->is_null()) return {};
        if (!value->is_string()) return refuse(key, "is not a text");
        const auto& text = value->get_ref<const std::string&>();
        if (text.size() > bytes_max)
            return refuse(key, "is longer than " + std::to_string(bytes_max) + " bytes");
        return text;
    }

    std::string required(std::string_view key, std::size_t bytes_max = text_bytes_max) {
        auto text = optional(key, bytes_max);
        if (refusal_) return {};
        if (find(key) == nullptr) return refuse(key, "is missing");
        if (text.find_first_not_of(" \t\r\n") == std::string::npos) return refuse(key, "is empty");
        return text;
    }

    /// A required text in the form `read` gives it.
    template <class Reader>
    auto read(std::string_view key, Reader reader) ->
        typename std::invoke_result_t<Reader, std::string>::value_type {
        const auto text = required(key);
        if (refusal_) return {};
        auto value = reader(text);
        if (value) return *std::move(value);
        refuse(key, std::string(value.error()));
        return {};
    }

    const base::Json* find(std::string_view key) const {
        if (object_ == nullptr || !object_->is_object()) return nullptr;
        const auto found = object_->find(std::string(key));
        return found == object_->end() ? nullptr : &*found;
    }

    std::string refuse(std::string_view key, std::string reason) {
        if (!refusal_)
            refusal_ = Refusal{key.empty() ? path_ : path_ + '.' + std::string(key), std::move(reason)};
        return {};
    }

    const std::optional<Refusal>& refusal() const { return refusal_; }

  private:
    const base::Json* object_;
    std::string path_;
    std::optional<Refusal> refusal_;
};

std::string lower_case(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

void read_person(FieldReader& fields, Lead& lead) {
    lead.lead_ref = fields.optional("lead_ref");
    lead.first_name = fields.optional("first_name");
    lead.last_name = fields.optional("last_name");
    // Some people have one name only, and forms put it into either field.
    const auto blank = [](const std::string& text) {
        return text.find_first_not_of(" \t\r\n") == std::string::npos;
    };
    if (blank(lead.first_name) && blank(lead.last_name))
        fields.refuse("last_name", "and first_name are empty");
    lead.email = fields.read("email", read_email);
    lead.phone = fields.read("phone", read_phone);
    lead.vertical = lower_case(fields.required("vertical"));
    lead.campaign = fields.optional("campaign");
    lead.sub_id = fields.optional("sub_id");
    lead.source = fields.optional("source");
    lead.device = fields.optional("device");
}

void read_consent(FieldReader& consent, Lead& lead) {
    lead.certificate_id = consent.read("certificate_id", read_certificate);
    lead.text_version = consent.required("text_version");
    consent.read("given_at", read_timestamp);
    lead.given_at = consent.required("given_at");
}

void append_member(std::string& out, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out += out.back() == '{' ? "" : ",";
    base::append_json_string(out, key);
    out += ':';
    base::append_json_string(out, value);
}

} // namespace

std::string to_text(const Refusal& refusal) { return refusal.field + ' ' + refusal.reason; }

tl::expected<Lead, Refusal> read_lead(const base::Json& json) {
    Lead lead;
    FieldReader fields(&json, "lead");
    read_person(fields, lead);
    if (fields.refusal()) return tl::unexpected(*fields.refusal());
    FieldReader address(fields.find("address"), "lead.address");
    // An empty or overlong line is the address reader's to refuse.
    lead.address_line = address.optional("line", std::string::npos);
    if (address.find("line") == nullptr) address.refuse("line", "is missing");
    if (address.refusal()) return tl::unexpected(*address.refusal());
    FieldReader consent(fields.find("consent"), "lead.consent");
    read_consent(consent, lead);
    if (consent.refusal()) return tl::unexpected(*consent.refusal());
    return lead;
}

std::string to_json(const Lead& lead, const Address& address) {
    std::string out = "{";
    append_member(out, "lead_ref", lead.lead_ref);
    append_member(out, "first_name", lead.first_name);
    append_member(out, "last_name", lead.last_name);
    append_member(out, "email", lead.email);
    append_member(out, "phone", lead.phone);
    append_member(out, "address_line", lead.address_line);
    append_member(out, "delivery_line", delivery_line(address));
    append_member(out, "city", address.city);
    append_member(out, "state", address.state);
    append_member(out, "zip", address.zip);
    append_member(out, "vertical", lead.vertical);
    append_member(out, "campaign", lead.campaign);
    append_member(out, "sub_id", lead.sub_id);
    append_member(out, "source", lead.source);
    append_member(out, "device", lead.device);
    append_member(out, "certificate_id", lead.certificate_id);
    append_member(out, "text_version", lead.text_version);
    append_member(out, "given_at", lead.given_at);
    out += '}';
    return out;
}

} // namespace redline::leadpipe
