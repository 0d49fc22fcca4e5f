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

} // namespace redline::leadpipe
