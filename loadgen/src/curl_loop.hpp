/// Why this exists: cURL's multi interface opens many connections at once and leaves the waiting to others:
/// it tells which sockets and timers it waits for. They are all put in one epoll, which another can wait for
/// as for any descriptor.
///
/// For one thread; nothing blocks.
#pragma once

#include <memory>
#include <optional>

#include "curl_library.hpp"
#include "network.hpp"

namespace redline::loadgen {

class CurlLoop {
  public:
    static base::Result<std::unique_ptr<CurlLoop>> make(const CurlLibrary& curl);
    ~CurlLoop();
    CurlLoop(const CurlLoop&) = delete;
    CurlLoop& operator=(const CurlLoop&) = delete;

    /// Readable while run_one() has something to do.
    int descriptor() const { return epoll_.descriptor(); }

    /// Starts the handle's transfer and takes it as far as it goes without waiting.
    void add(CURL* handle);
    void remove(CURL* handle);
    /// Takes one transfer that can go on as far as it goes: a TLS handshake is a millisecond of work, and
    /// many of them are not to keep the caller from what else is due.
    void run_one();

    struct Ended {
        CURL* handle;
        CURLcode code;
    };
    /// The next transfer that ended, by success or not; its handle is not removed.
    std::optional<Ended> take_ended();

  private:
    CurlLoop(const CurlLibrary& curl, Socket epoll, Socket timer);
    static int on_socket(CURL* handle, curl_socket_t descriptor, int what, void* self, void* known);
    static int on_timer(CURLM* multi, long milliseconds, void* self);
    void watch(int descriptor, int what, bool known);
    void set_timer(long milliseconds);
    void act(curl_socket_t socket, int events);

    const CurlLibrary& curl_;
    Socket epoll_;
    Socket timer_;
    CURLM* multi_;
};

} // namespace redline::loadgen
