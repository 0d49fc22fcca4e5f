/// Why this exists: the same person asking twice is one sale, however they typed it the second time. A lead
/// is a duplicate of an earlier one of the same vertical when the names agree and any of address, e-mail or
/// phone does. A phone alone is not enough: families share one, and test ranges are small. What agreement is,
/// dedupe_mode.hpp decides: that of normal forms, of bytes, or none.
///
/// Keys are 64-bit hashes: among ten million leads the chance of any false match is about 10⁻⁴ (birthday
/// bound, three keys a lead). Pure, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "redline/base/json.hpp"
#include "redline/leadpipe/address.hpp"
#include "redline/leadpipe/lead.hpp"

namespace redline::leadpipe {

/// One key each for name with address, name with e-mail, name with phone.
using IdentityKeys = std::array<std::int64_t, 3>;

IdentityKeys identity_keys(const Lead& lead, const Address& address);

/// The same of the bytes as they came, of the JSON read_lead() reads and has found right: `Mary` and `MARY`
/// are two people. They never equal keys of normal forms.
IdentityKeys exact_identity_keys(const base::Json& lead);

/// Tells bodies apart that come under one idempotency key, and gives buyers' decisions their dice.
std::int64_t fingerprint_of(std::string_view bytes);

} // namespace redline::leadpipe
