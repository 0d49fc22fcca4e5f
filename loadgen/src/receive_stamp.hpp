/// Why this exists: cURL reads the sockets it drives and hands on no receive stamps. Looking at a socket just
/// before cURL reads it gives the kernel's stamp all the same: MSG_PEEK leaves the bytes where they are, and
/// MSG_TRUNC copies none, so it costs about half a microsecond whatever waits there.
///
/// The socket needs SO_TIMESTAMPNS. The stamp is that of the last segment waiting, so of several answers
/// found together all get the time of the last. Only for TCP: other sockets take MSG_TRUNC to mean something
/// else.
#pragma once

#include "redline/base/clock.hpp"

namespace redline::loadgen {

/// Asks the kernel to stamp what this socket receives.
void ask_for_stamps(int descriptor);

/// What waits to be read on a socket.
struct Waiting {
    enum class Kind { nothing, bytes, end, broken };
    Kind kind = Kind::nothing;
    base::WallTime arrived{}; ///< of bytes; zero: the kernel did not say
};

Waiting look_at(int descriptor);

} // namespace redline::loadgen
