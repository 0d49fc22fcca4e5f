/// A loopback port kept for roles that come and go. Between the death of a role and its restart, any outgoing
/// connection of the machine might be given its port, and the role could not come back. A socket that is
/// bound and never listens keeps the port out of that choice; a server that sets SO_REUSEADDR can bind it all
/// the same, for Linux lets two such sockets share a port as long as one of them alone listens (socket(7)).
/// While no role listens, connections are refused.
#pragma once

#include <utility>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

class HeldPort {
  public:
    /// 0: any free one.
    static base::Result<HeldPort> hold(unsigned short port);

    HeldPort(HeldPort&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)), port_(other.port_) {}
    HeldPort& operator=(HeldPort&&) = delete;
    ~HeldPort();

    unsigned short port() const { return port_; }

  private:
    explicit HeldPort(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
    unsigned short port_ = 0;
};

} // namespace redline::leadpipe
