/// Why this exists: a token is worth what its signature is. HMAC-SHA256 (RFC 2104, RFC 6234) comes from
/// OpenSSL, which others read more often than us; here it has a face of values. Beside it stands the text
/// form signatures travel in: base64url without padding (RFC 4648 section 5, RFC 7515 section 2).
///
/// Any thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

using Sha256Bytes = std::array<unsigned char, 32>;

Sha256Bytes hmac_sha256(std::string_view key, std::string_view message);

/// Bytes nobody can guess, from OpenSSL's generator. Fails where that has no entropy.
base::Result<std::string> secret_bytes(std::size_t count);

std::string to_base64url(std::string_view bytes);

/// Nothing for anything to_base64url does not write: padding, other letters, an impossible length, bits that
/// are left over and not zero. So each text stands for one value and each value for one text.
std::optional<std::string> from_base64url(std::string_view text);

/// The same for the form of RFC 4648 section 4, with padding (HTTP Basic).
std::optional<std::string> from_base64(std::string_view text);

} // namespace redline::leadpipe
