/// Why this exists: the byte streams that need more than a socket: TLS with its certificates, a proxy to get
/// through. cURL makes the connection (CURLOPT_CONNECT_ONLY) and ends it; what flows in between does not pass
/// through cURL (see tls_tap.hpp), and HTTP is the transport's above: a request costs one send, one receive.
///
/// Each place has a cURL connection cache of its own: from a common one cURL throws away what it finds dead
/// or old while it makes another connection, used or not. What they share, and parse once, are the
/// authorities.
///
/// Never blocks. For one thread.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "address_book.hpp"
#include "byte_streams.hpp"
#include "curl_loop.hpp"
#include "curl_route.hpp"
#include "tls_tap.hpp"

namespace redline::loadgen {

class CurlStreams final : public ByteStreams {
  public:
    /// `poller` and `addresses` must outlive it. Errors: libcurl or a file of the plan is missing.
    static base::Result<std::unique_ptr<ByteStreams>> make(const Poller& poller, AddressBook& addresses,
                                                           const Endpoint& target, const Wire& wire,
                                                           std::uint32_t places);
    ~CurlStreams() override;

    Opening open(std::uint32_t place, std::uint64_t key) override;
    Opening resume(std::uint32_t place, std::uint64_t key, std::uint32_t events) override;
    Transfer send(std::uint32_t place, std::string_view bytes) override;
    Transfer receive(std::uint32_t place, std::span<char> into) override;
    bool has_surplus(std::uint32_t place) const override;
    void watch_writable(std::uint32_t place, std::uint64_t key, bool wanted) override;
    void close(std::uint32_t place) override;
    bool holds_bytes() const override { return target_.tls; }

  private:
    enum class State { closed, opening, open, failed };

    struct Line {
        const CurlLibrary* curl = nullptr;
        State state = State::closed;
        CURL* handle = nullptr; ///< kept from connection to connection
        CURLSH* cache = nullptr;
        curl_slist* connect_to = nullptr;
        SocketsOpened sockets;
        std::array<char, CURL_ERROR_SIZE> error_words{};
        CURLcode code = CURLE_OK; ///< of a failed opening
        int descriptor = -1;      ///< of an open one
        bool watched = false;     ///< by the poller
        std::uint64_t key = 0;
        ssl_st* session = nullptr; ///< TLS's, of one being opened
        TlsTap tap;                ///< of an open one
        Socket nudge;              ///< tells the poller of a failure that no socket tells
    };

    CurlStreams(const CurlLibrary& curl, std::unique_ptr<CurlLoop> loop, const Poller& poller,
                AddressBook& addresses, Endpoint target, Wire wire, std::uint32_t places);
    void equip(Line& line);
    static int on_connected(void* line, char*, char*, int, int);
    void choose_ends(Line& line);
    void take_ended(std::uint32_t current);
    void note_ended(Line& line, CURLcode code);
    void wake(Line& line);
    void settle_watch();
    void watch(Line& line, std::uint32_t events);
    Opening opening_of(Line& line);
    Opening failure_of(const Line& line) const;
    std::string_view words_of(const Line& line) const;

    const CurlLibrary& curl_;
    std::unique_ptr<CurlLoop> loop_;
    const Poller& poller_;
    AddressBook& addresses_;
    Endpoint target_;
    Wire wire_;
    std::vector<Line> lines_; ///< by place
    std::vector<std::uint32_t>
        opening_;             ///< places; the loop reports to the poller under the key of the first
    bool loop_added_ = false; ///< to the poller
};

} // namespace redline::loadgen
