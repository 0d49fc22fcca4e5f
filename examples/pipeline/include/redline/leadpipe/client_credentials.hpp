/// Why this exists: who may ask for a token, and for what, stands in a file of lines `client secret scopes`;
/// `#` begins a comment, scopes have commas between:
///
///     acme     5b1c0f7e2a9d4483b6e1 leads:write,reports:read
///
/// A client has up to 64 of `a-z A-Z 0-9 . _ -`, a secret 16 to 128 printable characters without spaces, a
/// scope up to 64 of `a-z 0-9 . : _ -`; at most 1,000 clients. What is wrong with a file is told with line
/// and column, secrets blanked out.
///
/// A value without locks; any thread may ask.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

struct TokenClient {
    std::string id;
    std::string secret;
    std::vector<std::string> scopes;
};

class ClientCredentials {
  public:
    /// `name` is the file's, for diagnostics. A file without clients is a mistake.
    static base::Result<ClientCredentials> parse(std::string_view text, std::string_view name);

    /// The client, if the secret is its own; null for another secret and for a client there is none. Takes as
    /// long for the one as for the other.
    const TokenClient* find(std::string_view id, std::string_view secret) const;

  private:
    std::vector<TokenClient> clients_;
};

} // namespace redline::leadpipe
