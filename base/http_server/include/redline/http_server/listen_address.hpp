/// Why this exists: every listener of Redline (`--metrics`, later `--ui` and `--collect`) is named the same
/// way, and is heard by this machine alone unless somebody wrote another address.
///
/// Addresses are numbers: a name could mean an address the user did not think of. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::http_server {

struct ListenAddress {
    std::string address = "127.0.0.1"; ///< IPv4 or IPv6, as a number
    std::uint16_t port = 0;            ///< 0: any free one
    bool operator==(const ListenAddress&) const = default;
};

/// `9464`, `0.0.0.0:9464`, `[::1]:9464`, `localhost:0`; without a port, `port_unless_given`. Empty: this
/// machine, that port.
base::Result<ListenAddress> parse_listen_address(std::string_view text, std::uint16_t port_unless_given);

/// `127.0.0.1:9464`, `[::1]:9464`: as it stands in a URL.
std::string to_text(const ListenAddress& address);

} // namespace redline::http_server
