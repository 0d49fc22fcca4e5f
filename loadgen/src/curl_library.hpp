/// Why this exists: libcurl brings 35 shared libraries with it, 6.1 MB of a process's memory before the first
/// request, as much as a whole plain run may use. So it is not linked but loaded when a plan first needs TLS,
/// a proxy, a Unix socket or HTTP/2; a plain run never pays, and a machine without it can still do plain
/// runs.
///
/// A table of the functions used, each with the type its header declares, so that the compiler checks a call
/// as it would a linked one. Loaded once, for ever; safe from any thread.
#pragma once

#include <curl/curl.h>

#include "redline/base/error.hpp"
#include "tls_tap.hpp"

namespace redline::loadgen {

struct CurlLibrary {
    decltype(&::curl_global_init) global_init = nullptr;
    decltype(&::curl_version_info) version_info = nullptr;
    decltype(&::curl_easy_init) easy_init = nullptr;
    decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
    decltype(&::curl_easy_setopt) easy_setopt = nullptr;
    decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
    decltype(&::curl_easy_strerror) easy_strerror = nullptr;
    decltype(&::curl_slist_append) slist_append = nullptr;
    decltype(&::curl_slist_free_all) slist_free_all = nullptr;
    decltype(&::curl_share_init) share_init = nullptr;
    decltype(&::curl_share_setopt) share_setopt = nullptr;
    decltype(&::curl_share_cleanup) share_cleanup = nullptr;
    decltype(&::curl_multi_init) multi_init = nullptr;
    decltype(&::curl_multi_cleanup) multi_cleanup = nullptr;
    decltype(&::curl_multi_setopt) multi_setopt = nullptr;
    decltype(&::curl_multi_add_handle) multi_add_handle = nullptr;
    decltype(&::curl_multi_remove_handle) multi_remove_handle = nullptr;
    decltype(&::curl_multi_socket_action) multi_socket_action = nullptr;
    decltype(&::curl_multi_assign) multi_assign = nullptr;
    decltype(&::curl_multi_info_read) multi_info_read = nullptr;

    int (*ssl_ctx_set_alpn_protos)(void* context, const unsigned char* names, unsigned size) = nullptr;
    OpensslLibrary openssl;
};

/// The library, loaded by the first call. The error says what to install.
base::Result<const CurlLibrary*> curl_library();

} // namespace redline::loadgen
