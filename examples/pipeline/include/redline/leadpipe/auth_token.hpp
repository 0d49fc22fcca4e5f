/// Why this exists: who asked for a token once need not show a secret again: the token says who they are,
/// what they may and until when, and its signature says that we wrote it. Nothing of it is kept here, so any
/// worker with the key can judge it.
///
/// JWT (RFC 7519) in compact form, signed with HS256 (RFC 7515, RFC 7518 section 3.2):
///
///     base64url({"alg":"HS256","typ":"JWT"}) . base64url({"sub","scope","iat","exp"}) . base64url(HMAC)
///
/// One algorithm is written and one is read: the token's own word for it chooses nothing (RFC 8725 section
/// 3.1), so `none` and every other is refused. Signatures are compared in constant time and before anything
/// inside is believed. A token counts from the second it was made to before its end, with no leeway: it is
/// judged by the clock that made it. A token cannot be taken back before its end.
///
/// Pure but for TokenKey::random; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "redline/base/clock.hpp"
#include "redline/base/error.hpp"

namespace redline::leadpipe {

/// Longer ones are not looked at.
constexpr std::size_t token_bytes_max = 4096;

/// At least 32 bytes, as many as the hash has (RFC 7518 section 3.2).
class TokenKey {
  public:
    static base::Result<TokenKey> of(std::string bytes);
    /// One that ends with the process, and its tokens with it.
    static base::Result<TokenKey> random();

    const std::string& bytes() const { return bytes_; }

  private:
    explicit TokenKey(std::string bytes) : bytes_(std::move(bytes)) {}

    std::string bytes_;
};

struct Claims {
    std::string subject; ///< the client
    std::string scope;   ///< words with a space between
    std::chrono::sys_seconds made{}, end{};
    bool operator==(const Claims&) const = default;
};

enum class TokenFault {
    malformed, ///< no JWT, or claims that are missing or of another kind
    algorithm, ///< signed in another way, or not at all
    forged,    ///< the signature is not ours
    expired,
    early, ///< made in the future
};

std::string_view to_text(TokenFault fault);

std::string sign_token(const TokenKey& key, const Claims& claims);
tl::expected<Claims, TokenFault> verify_token(const TokenKey& key, std::string_view token,
                                              base::WallTime now);

/// Whether `scope` is among those of the token.
bool grants(const Claims& claims, std::string_view scope);

/// The token in an Authorization header: `Bearer …` (RFC 6750 section 2.1).
std::optional<std::string_view> bearer_of(std::string_view authorization);

} // namespace redline::leadpipe
