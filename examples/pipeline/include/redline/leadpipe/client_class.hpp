/// Why this exists: keys name a class of client, admission keeps room by class, and both must mean the same
/// three.
///
/// Pure, any thread.
#pragma once

#include <array>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

enum class ClientClass {
    priority, ///< may use the room kept in reserve
    standard,
    bulk, ///< may wait and come again; first to be turned away
};

constexpr std::array<std::string_view, 3> client_class_names{"priority", "standard", "bulk"};

constexpr std::string_view to_text(ClientClass client) {
    return client_class_names[static_cast<std::size_t>(client)];
}

/// A wrong word is answered with the nearest right one.
base::Result<ClientClass> parse_client_class(std::string_view text);

} // namespace redline::leadpipe
