/// Why this exists: how cURL gets to the target (TLS, proxy, Unix socket, local address) is one description,
/// whichever transport then speaks over the connection.
///
/// Nothing of the environment takes part: no `https_proxy`, no `~/.netrc`. TLS sessions are not resumed: each
/// connection stands for a caller the target has not met, and pays the whole handshake.
#pragma once

#include <string>

#include "curl_library.hpp"
#include "network.hpp"
#include "redline/loadgen/plan.hpp"

namespace redline::loadgen {

/// What opening a socket for a handle came to; the handle's OPENSOCKETDATA.
struct SocketsOpened {
    int error = 0; ///< errno of the last that could not be made
};

/// An error where a file the plan names cannot be read.
base::Result<void> check_files(const TlsOptions& tls);

/// Sets on a handle what all connections of a run have in common. `sockets` and `error_words`
/// (CURL_ERROR_SIZE bytes) outlive the handle.
void set_route(const CurlLibrary& curl, CURL* handle, const Endpoint& target, const Wire& wire,
               SocketsOpened& sockets, char* error_words);

/// An address in figures, with its port: `[::1]:443`; without: `::1`.
std::string text_with_port(const Address& address);
std::string text_without_port(const Address& address);

} // namespace redline::loadgen
