/// Why this exists: the plain kind of byte stream, a TCP or Unix socket under epoll.
#pragma once

#include <vector>

#include "address_book.hpp"
#include "byte_streams.hpp"

namespace redline::loadgen {

class SocketStreams final : public ByteStreams {
  public:
    /// Both must outlive it.
    SocketStreams(const Poller& poller, AddressBook& addresses, std::uint32_t places)
        : poller_(poller), addresses_(addresses), sockets_(places) {}

    Opening open(std::uint32_t place, std::uint64_t key) override;
    Opening resume(std::uint32_t place, std::uint64_t key, std::uint32_t events) override;
    Transfer send(std::uint32_t place, std::string_view bytes) override {
        return sockets_[place].send(bytes);
    }
    Transfer receive(std::uint32_t place, std::span<char> into) override {
        return sockets_[place].receive(into);
    }
    void watch_writable(std::uint32_t place, std::uint64_t key, bool wanted) override;
    void close(std::uint32_t place) override { sockets_[place].close(); }
    bool holds_bytes() const override { return false; }

  private:
    const Poller& poller_;
    AddressBook& addresses_;
    std::vector<Socket> sockets_;
};

/// The outcome of a connect that failed with `error`.
Outcome outcome_of_connect(int error);

} // namespace redline::loadgen
