/// Why this exists: once cURL has made a TLS session, a request through cURL costs 4,000 instructions and a
/// system call more than one through OpenSSL itself, and cURL shows no receive stamps. So the session stays
/// cURL's, which closes it, but its bytes flow through a tap of ours: one recvmsg with its stamp, one send.
///
/// OpenSSL's functions come with libcurl, which brings it, and so are declared here as openssl/ssl.h does;
/// its types stay opaque. For one thread; nothing blocks.
#pragma once

#include <span>
#include <string_view>

#include "network.hpp"

struct ssl_st;
struct bio_st;
struct bio_method_st;

namespace redline::loadgen {

struct OpensslLibrary {
    bio_method_st* (*bio_meth_new)(int type, const char* name) = nullptr;
    int (*bio_meth_set_read)(bio_method_st*, int (*)(bio_st*, char*, int)) = nullptr;
    int (*bio_meth_set_write)(bio_method_st*, int (*)(bio_st*, const char*, int)) = nullptr;
    int (*bio_meth_set_ctrl)(bio_method_st*, long (*)(bio_st*, int, long, void*)) = nullptr;
    bio_st* (*bio_new)(const bio_method_st*) = nullptr;
    int (*bio_up_ref)(bio_st*) = nullptr;
    void (*bio_set_data)(bio_st*, void*) = nullptr;
    void* (*bio_get_data)(bio_st*) = nullptr;
    void (*bio_set_init)(bio_st*, int) = nullptr;
    void (*bio_set_flags)(bio_st*, int) = nullptr;
    void (*bio_clear_flags)(bio_st*, int) = nullptr;
    void (*ssl_set0_rbio)(ssl_st*, bio_st*) = nullptr;
    void (*ssl_set0_wbio)(ssl_st*, bio_st*) = nullptr;
    int (*ssl_read)(ssl_st*, void*, int) = nullptr;
    int (*ssl_write)(ssl_st*, const void*, int) = nullptr;
    int (*ssl_get_error)(const ssl_st*, int) = nullptr;
    int (*ssl_has_pending)(const ssl_st*) = nullptr;
    long (*ssl_ctrl)(ssl_st*, int command, long number, void*) = nullptr;
    void (*err_clear_error)() = nullptr;
    bio_method_st* tap = nullptr; ///< what a tap does, in OpenSSL's terms
};

/// Finds the functions in what dlopen() gave for libcurl; false where it is not the one with OpenSSL.
bool bind_openssl(void* library, OpensslLibrary& openssl);

/// It stays where it is while a session flows through it.
class TlsTap {
  public:
    /// From now on the session's bytes flow through this.
    void take_over(const OpensslLibrary& openssl, ssl_st* session, int descriptor);

    /// As Socket's; EKEYREJECTED: the peer ended the session by an alert.
    Transfer send(std::string_view bytes);
    Transfer receive(std::span<char> into);
    bool holds_bytes() const { return openssl_->ssl_has_pending(session_) != 0; } ///< received, not read

  private:
    friend struct TapMethod;
    int why(int result);

    const OpensslLibrary* openssl_ = nullptr;
    ssl_st* session_ = nullptr;
    int descriptor_ = -1;
    int error_ = 0;            ///< errno of the last call that failed
    bool ended_ = false;       ///< the peer sends no more
    base::WallTime arrived_{}; ///< the stamp of the bytes read last
};

} // namespace redline::loadgen
