/// Why this exists: what the TLS and the HTTP/2 test servers share: a loopback listener, one thread, raw
/// epoll, and under it TLS where wanted. What the bytes mean is a StreamReader's affair, one for each
/// connection, called on the server's thread; a reader that sleeps freezes the whole server.
///
/// A send waits until the peer has room, for at most a second. Failing to start throws std::runtime_error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "test_certificates.hpp"

/// How a server speaks TLS.
struct ServerTls {
    TestIdentity identity;
    std::string protocol = "http/1.1";    ///< the one ALPN accepts
    std::filesystem::path client_ca = {}; ///< set: clients must show a certificate of this authority
};

/// One accepted connection, its TLS taken off. Deeds take effect at once.
class Stream {
  public:
    struct Session; ///< the TLS side

    Stream(int descriptor, std::unique_ptr<Session> session);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    void send(std::string_view bytes);
    void close();   ///< in order: close_notify under TLS, then FIN
    void cut_off(); ///< FIN without a close_notify
    void reset();   ///< the peer sees ECONNRESET
    bool open() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }

  private:
    friend class StreamServer;
    enum class Readiness { bytes, nothing, ended };
    Readiness read(std::string& into);
    Readiness read_tls(std::string& into);
    long send_some(std::string_view bytes);

    int descriptor_;
    std::unique_ptr<Session> session_;
};

class StreamReader {
  public:
    virtual ~StreamReader() = default;
    virtual void read(std::string_view bytes) = 0;
};

class StreamServer {
  public:
    using Open = std::function<std::unique_ptr<StreamReader>(Stream&)>;

    /// Without `tls` the bytes go as they are.
    StreamServer(Open open, const std::optional<ServerTls>& tls);
    ~StreamServer();
    StreamServer(const StreamServer&) = delete;
    StreamServer& operator=(const StreamServer&) = delete;

    std::uint16_t port() const { return port_; }

  private:
    struct Connections;
    void serve(const std::stop_token& stop);
    void accept_all();
    void read(int descriptor);

    Open open_;
    int listener_ = -1;
    int epoll_ = -1;
    std::uint16_t port_ = 0;
    std::unique_ptr<Connections> connections_;
    std::jthread thread_;
};
