/// Why this exists: the engine must be seen against servers that freeze, lie, cut off and drip, on demand and
/// at a known request. A small HTTP server on a free loopback port, one thread, raw epoll; what it does with
/// a request is the test's function, called on that thread. A function that sleeps freezes the whole server.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

/// One accepted connection. Deeds take effect at once; sending is best effort, as a broken server's is.
class TestClient {
  public:
    explicit TestClient(int descriptor) : descriptor_(descriptor) {}

    void send(std::string_view bytes) const;
    void send_and_close(std::string_view bytes); ///< in one segment: the reader sees the close with the bytes
    void send_and_half_close(std::string_view bytes) const;
    void half_close() const; ///< no more is sent, but the connection stays
    void close();
    void reset(); ///< closes so that the peer sees ECONNRESET
    void drip(std::string bytes) { dripping_ = std::move(bytes); } ///< a byte every tick of about 10 ms
    void flood(std::string bytes = std::string(256 * 1024, 'x')) {
        flooding_ = std::move(bytes);
    } ///< for ever
    void leave_after(int ticks) {
        ticks_left_ = ticks;
    }                                  ///< closes some 10 ms a tick later, whatever it does then
    void turn_deaf() { deaf_ = true; } ///< reads nothing more

  private:
    friend class TestServer;
    void send_with_what_follows(std::string_view bytes) const;
    void tick();

    int descriptor_;
    std::string received_;
    std::string dripping_;
    std::string flooding_;
    int ticks_left_ = 0;
    bool deaf_ = false;
    bool answered_head_ = false;
};

/// How a server differs from one that waits for whole requests and answers them.
struct ServerManners {
    std::function<void(TestClient&)> on_connect = {}; ///< called for each connection it accepts
    bool answers_heads = false; ///< responds to the head of a request, once a connection, and drops its body
};

class TestServer {
  public:
    /// Called with the path of each whole request.
    using Respond = std::function<void(std::string_view path, TestClient& client)>;

    explicit TestServer(Respond respond, ServerManners manners = {});
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    std::uint16_t port() const { return port_; }

    static std::string ok(std::string_view body = "ok"); ///< a kept-alive 200

  private:
    void serve(const std::stop_token& stop);
    void accept_all();
    void read(TestClient& client);
    void take_request(TestClient& client);

    Respond respond_;
    ServerManners manners_;
    int listener_;
    int epoll_;
    std::uint16_t port_ = 0;
    struct Clients;
    std::unique_ptr<Clients> clients_;
    std::jthread thread_;
};

/// A loopback port that is taken, so nobody else can listen on it, but refuses connections.
class RefusingPort {
  public:
    RefusingPort();
    ~RefusingPort();
    RefusingPort(const RefusingPort&) = delete;
    RefusingPort& operator=(const RefusingPort&) = delete;
    std::uint16_t port() const { return port_; }

  private:
    int descriptor_;
    std::uint16_t port_ = 0;
};

/// A loopback port where connections are made, and nobody reads what comes in. Without a thread.
class MutePort {
  public:
    MutePort();
    ~MutePort();
    MutePort(const MutePort&) = delete;
    MutePort& operator=(const MutePort&) = delete;
    std::uint16_t port() const { return port_; }

  private:
    int listener_;
    std::uint16_t port_ = 0;
};

/// A loopback port whose queue of connections is full: a connect neither succeeds nor fails.
class SilentPort {
  public:
    SilentPort();
    ~SilentPort();
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;
    std::uint16_t port() const { return port_; }

  private:
    int listener_;
    int fillers_[4];
    std::uint16_t port_ = 0;
};
