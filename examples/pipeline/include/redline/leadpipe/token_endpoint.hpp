/// Why this exists: POST /auth/token gives a client a token for its secret (OAuth 2.0, RFC 6749 section 4.4,
/// client_credentials). The body is a form, as the standard has it, or the same members as JSON:
///
///     grant_type=client_credentials&client_id=acme&client_secret=…&scope=leads%3Awrite
///     200 {"access_token":"…","token_type":"Bearer","expires_in":3600,"scope":"leads:write"}
///
/// Id and secret may also come as HTTP Basic (section 2.3.1), but not both ways. Without a scope the token
/// has all of the client's; one the client has not is refused, not left out.
///
/// Refusals are problems whose kinds are the standard's error codes (section 5.2), spelled with dashes: 400
/// invalid-request, unsupported-grant-type, invalid-scope; 401 invalid-client. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "redline/leadpipe/auth_token.hpp"
#include "redline/leadpipe/client_credentials.hpp"
#include "redline/leadpipe/http_message.hpp"

namespace redline::leadpipe {

/// Names and values of application/x-www-form-urlencoded (WHATWG URL, section 5.1). Nothing for a broken
/// percent-encoding, a name that comes twice (RFC 6749 section 3.2), or more than 32 names. Pure.
std::optional<std::map<std::string, std::string>> parse_form(std::string_view body);

class TokenEndpoint {
  public:
    /// `clock` outlives this.
    TokenEndpoint(ClientCredentials clients, TokenKey key, base::Clock& clock,
                  std::chrono::seconds lifetime = std::chrono::hours(1))
        : clients_(std::move(clients)), key_(std::move(key)), clock_(clock), lifetime_(lifetime) {}

    tl::expected<Answer, Problem> post(const Request& request) const;

    /// Who a request comes from: 401 `invalid-token` without a token of ours, 403 `insufficient-scope` (RFC
    /// 6750 section 3.1) for one that does not grant `scope`.
    tl::expected<Claims, Problem> admit(const Request& request, std::string_view scope) const;

  private:
    ClientCredentials clients_;
    TokenKey key_;
    base::Clock& clock_;
    std::chrono::seconds lifetime_;
};

} // namespace redline::leadpipe
