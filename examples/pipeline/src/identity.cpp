#include "redline/leadpipe/identity.hpp"

#include "redline/base/random.hpp"
#include "redline/leadpipe/text_fold.hpp"

namespace redline::leadpipe {

namespace {

/// Where the mail goes: of the last line only the ZIP code when there is one, for people leave out the rest,
/// and of a unit only its range, for `APT 4B`, `UNIT 4B` and `# 4B` are one door.
std::string delivery_point(const Address& address) {
    auto place = address;
    place.unit = address.unit.substr(address.unit.find(' ') + 1);
    return delivery_line(place) + '\n' +
           (address.zip.empty() ? address.city + '\n' + address.state : address.zip);
}

/// What stands there, byte for byte; the length keeps neighbours apart, for bytes may be anything.
std::string counted(const base::Json& object, const char* key) {
    const auto found = object.find(key);
    const auto text = found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
    return std::to_string(text.size()) + ':' + text;
}

} // namespace

std::int64_t fingerprint_of(std::string_view bytes) {
    return static_cast<std::int64_t>(base::Random::keyed(0, bytes, 0).next());
}

IdentityKeys identity_keys(const Lead& lead, const Address& address) {
    const auto name =
        lead.vertical + '\n' + comparison_form(lead.first_name) + comparison_form(lead.last_name) + '\n';
    return {fingerprint_of(name + "address\n" + delivery_point(address)),
            fingerprint_of(name + "email\n" + lead.email), fingerprint_of(name + "phone\n" + lead.phone)};
}

IdentityKeys exact_identity_keys(const base::Json& lead) {
    const auto name =
        "exact\n" + counted(lead, "vertical") + counted(lead, "first_name") + counted(lead, "last_name");
    const auto address = lead.find("address");
    const auto line =
        address == lead.end() ? counted(base::Json::object(), "line") : counted(*address, "line");
    return {fingerprint_of(name + "address\n" + line),
            fingerprint_of(name + "email\n" + counted(lead, "email")),
            fingerprint_of(name + "phone\n" + counted(lead, "phone"))};
}

} // namespace redline::leadpipe
