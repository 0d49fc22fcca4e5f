/// Why this exists: HTTP/1.1 over plain sockets under io_uring: many requests are handed to the kernel in one
/// call, answers come without asking for each, and ten thousand connections cost the kernel no list to keep.
///
/// When is a request sent? start() writes it down and says `sent` at once; it is handed over when
/// `held_back_max` wait, when the first has waited for `held_back_for`, by flush(), or by wait(). The kernel
/// then sends them one after the other, about 4 µs each. Measured on a crowded machine, 50 connections:
/// handed over 1 µs after the first one's stamp (median; 7 µs in 99 of 100), the last one sent 20 to 70 µs
/// after it (100 to 200 µs). By so much a service time is too long, never too short, and a send lag too
/// short. Of a request that a kept-alive connection refused and a fresh one carries, the stamp stays the
/// first.
///
/// Stamped receives cost about 3 % more than plain ones and were kept: an answer's time is the kernel's.
/// Registered descriptors gained nothing. A place needs about a hundred bytes; buffers are shared.
///
/// See transport.hpp for what is promised. For one thread, but made on any.
#pragma once

#include <memory>
#include <vector>

#include "address_book.hpp"
#include "http1_connection.hpp"
#include "outbox.hpp"
#include "places.hpp"
#include "transport.hpp"
#include "uring.hpp"

namespace redline::loadgen {

constexpr unsigned held_back_max = 16;
constexpr base::Duration held_back_for = std::chrono::microseconds(50);

class UringTransport final : public Transport {
  public:
    /// `addresses` must outlive it.
    UringTransport(std::unique_ptr<Uring> ring, AddressBook& addresses, std::uint32_t places,
                   std::uint64_t requests_per_connection);

    bool has_free() const override { return places_.any_free(); }
    Event start(PreparedRequest& request, bool to_head) override;
    void flush() override;
    void wait(base::Instant until) override;
    void rest(base::Instant until) override;
    Event next() override;
    void abandon(std::uint32_t place) override { drop(place); }
    void release(std::uint32_t place) override;
    std::uint64_t connections_opened() const override { return opened_; }
    base::Instant now() const override { return clocks_.now; }

  private:
    using Phase = Http1Connection::Phase;

    struct Connection : Http1Connection {
        Socket socket;
        std::uint32_t letter = 0; ///< its request in the outbox, until that is sent
        int ended_by = 0;         ///< a reset seen before it was known whether the request was taken
        bool ended = false;       ///< nothing more will be received
    };

    Event open(std::uint32_t place);
    Event reopen(std::uint32_t place);
    Event begin(std::uint32_t place);
    Event connected(const Uring::Completion& completion);
    Event hand_over(std::uint32_t place);
    void hold_back();
    void flush_late();
    Event sent(const Uring::Completion& completion);
    Event refused(std::uint32_t place, int error);
    Event received(const Uring::Completion& completion);
    Event read(std::uint32_t place, const Uring::Completion& completion);
    Event ended(std::uint32_t place, int error);
    Event conclude(std::uint32_t place, const Http1Exchange::Reading& reading, base::WallTime stamp,
                   bool more_follows);
    Event failed(std::uint32_t place, Outcome outcome, int error) const;
    bool sent_whole(const Uring::Completion& completion);
    bool maybe_stale(std::uint32_t place) const;
    void close(std::uint32_t place);
    void drop(std::uint32_t place);

    Outbox outbox_; ///< outlives the ring, which sends from it
    std::unique_ptr<Uring> ring_;
    AddressBook& addresses_;
    std::vector<Connection> connections_;
    Places places_;
    WholeAnswerReader reader_;
    std::uint64_t requests_per_connection_;
    std::uint64_t opened_ = 0;
    unsigned held_back_ = 0;
    base::Instant first_held_back_{};
    Clocks clocks_;
};

/// Fails where the kernel does not permit io_uring: the error's message says why, as a clause.
base::Result<std::unique_ptr<Transport>> make_uring_transport(AddressBook& addresses, std::uint32_t places,
                                                              std::uint64_t requests_per_connection);

} // namespace redline::loadgen
