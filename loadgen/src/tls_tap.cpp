#include "tls_tap.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <dlfcn.h>
#include <sys/socket.h>

namespace redline::loadgen {

namespace {

// From openssl/bio.h and openssl/ssl.h.
constexpr int bio_type_source_sink = 0x0400;
constexpr int bio_flags_read = 0x01;
constexpr int bio_flags_write = 0x02;
constexpr int bio_flags_should_retry = 0x08;
constexpr int bio_ctrl_eof = 2;
constexpr int bio_ctrl_flush = 11;
constexpr int ssl_error_ssl = 1;
constexpr int ssl_error_want_read = 2;
constexpr int ssl_error_want_write = 3;
constexpr int ssl_error_zero_return = 6;
constexpr int ssl_ctrl_mode = 33;
constexpr int ssl_ctrl_set_read_ahead = 41;
constexpr long partial_write_from_moving_buffer = 1 | 2;

template <class Function>
bool bind(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

/// BIO_get_data, for the calls that OpenSSL makes with a BIO alone.
void* (*data_of)(bio_st*) = nullptr;

} // namespace

/// What OpenSSL calls to move bytes.
struct TapMethod {
    static TlsTap& tap_of(bio_st* bio) { return *static_cast<TlsTap*>(data_of(bio)); }

    static int failed(bio_st* bio, TlsTap& tap, int error, int direction) {
        if (error == EAGAIN)
            tap.openssl_->bio_set_flags(bio, direction | bio_flags_should_retry);
        else
            tap.error_ = error;
        return -1;
    }

    static int read(bio_st* bio, char* into, int size) {
        auto& tap = tap_of(bio);
        tap.openssl_->bio_clear_flags(bio, bio_flags_read | bio_flags_should_retry);
        const auto got = receive_stamped(tap.descriptor_, {into, static_cast<std::size_t>(size)});
        if (got.error != 0) return failed(bio, tap, got.error, bio_flags_read);
        if (got.bytes == 0) tap.ended_ = true;
        tap.arrived_ = got.arrived;
        return static_cast<int>(got.bytes);
    }

    static int write(bio_st* bio, const char* bytes, int size) {
        auto& tap = tap_of(bio);
        tap.openssl_->bio_clear_flags(bio, bio_flags_write | bio_flags_should_retry);
        const auto sent = send_quietly(tap.descriptor_, {bytes, static_cast<std::size_t>(size)});
        return sent.error != 0 ? failed(bio, tap, sent.error, bio_flags_write) : static_cast<int>(sent.bytes);
    }

    static long control(bio_st* bio, int command, long, void*) {
        if (command == bio_ctrl_eof) return tap_of(bio).ended_ ? 1 : 0;
        return command == bio_ctrl_flush ? 1 : 0;
    }
};

bool bind_openssl(void* library, OpensslLibrary& openssl) {
    const bool all =
        bind(library, "BIO_meth_new", openssl.bio_meth_new) &&
        bind(library, "BIO_meth_set_read", openssl.bio_meth_set_read) &&
        bind(library, "BIO_meth_set_write", openssl.bio_meth_set_write) &&
        bind(library, "BIO_meth_set_ctrl", openssl.bio_meth_set_ctrl) &&
        bind(library, "BIO_new", openssl.bio_new) && bind(library, "BIO_up_ref", openssl.bio_up_ref) &&
        bind(library, "BIO_set_data", openssl.bio_set_data) &&
        bind(library, "BIO_get_data", openssl.bio_get_data) &&
        bind(library, "BIO_set_init", openssl.bio_set_init) &&
        bind(library, "BIO_set_flags", openssl.bio_set_flags) &&
        bind(library, "BIO_clear_flags", openssl.bio_clear_flags) &&
        bind(library, "SSL_set0_rbio", openssl.ssl_set0_rbio) &&
        bind(library, "SSL_set0_wbio", openssl.ssl_set0_wbio) &&
        bind(library, "SSL_read", openssl.ssl_read) && bind(library, "SSL_write", openssl.ssl_write) &&
        bind(library, "SSL_get_error", openssl.ssl_get_error) &&
        bind(library, "SSL_has_pending", openssl.ssl_has_pending) &&
        bind(library, "SSL_ctrl", openssl.ssl_ctrl) &&
        bind(library, "ERR_clear_error", openssl.err_clear_error);
    if (!all) return false;
    data_of = openssl.bio_get_data;
    openssl.tap = openssl.bio_meth_new(bio_type_source_sink, "redline tap");
    openssl.bio_meth_set_read(openssl.tap, &TapMethod::read);
    openssl.bio_meth_set_write(openssl.tap, &TapMethod::write);
    openssl.bio_meth_set_ctrl(openssl.tap, &TapMethod::control);
    return true;
}

/// Read-ahead takes a record's head and body by one call instead of two.
void TlsTap::take_over(const OpensslLibrary& openssl, ssl_st* session, int descriptor) {
    openssl_ = &openssl;
    session_ = session;
    descriptor_ = descriptor;
    error_ = 0;
    ended_ = false;
    arrived_ = {};
    auto* bio = openssl.bio_new(openssl.tap);
    openssl.bio_set_data(bio, this);
    openssl.bio_set_init(bio, 1);
    openssl.bio_up_ref(bio);
    openssl.ssl_set0_rbio(session, bio);
    openssl.ssl_set0_wbio(session, bio);
    openssl.ssl_ctrl(session, ssl_ctrl_set_read_ahead, 1, nullptr);
    openssl.ssl_ctrl(session, ssl_ctrl_mode, partial_write_from_moving_buffer, nullptr);
    openssl.err_clear_error();
}

Transfer TlsTap::send(std::string_view bytes) {
    const int sent = openssl_->ssl_write(session_, bytes.data(), static_cast<int>(bytes.size()));
    if (sent > 0) return {.bytes = static_cast<std::size_t>(sent)};
    const int error = why(sent);
    if (error == EAGAIN) return {.error = EAGAIN};
    // A peer that refuses a client's certificate says so and leaves; the request may only be sent after that.
    std::array<char, 256> farewell{};
    const auto left = receive(farewell);
    return {.error = left.error == EKEYREJECTED ? EKEYREJECTED : ECONNRESET};
}

Transfer TlsTap::receive(std::span<char> into) {
    const int received = openssl_->ssl_read(session_, into.data(), static_cast<int>(into.size()));
    if (received > 0) return {.bytes = static_cast<std::size_t>(received), .error = 0, .arrived = arrived_};
    return {.error = why(received)};
}

/// As errno; 0: the peer closed, by TLS's farewell or without it.
int TlsTap::why(int result) {
    const int reason = openssl_->ssl_get_error(session_, result);
    if (reason == ssl_error_want_read || reason == ssl_error_want_write) return EAGAIN;
    openssl_->err_clear_error();
    if (reason == ssl_error_zero_return || ended_) return 0;
    if (reason == ssl_error_ssl) return EKEYREJECTED;
    return error_ != 0 ? error_ : ECONNRESET;
}

} // namespace redline::loadgen
