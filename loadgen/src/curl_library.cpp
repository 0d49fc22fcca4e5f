#include "curl_library.hpp"

#include <dlfcn.h>

#include <fmt/format.h>

namespace redline::loadgen {

namespace {

constexpr auto install_hint = "install Debian's libcurl4, which brings it; plain http:// runs do not need it";

/// 7.87 keeps the parsed certificate authorities from connection to connection; without that a TLS connection
/// costs their parsing each time.
constexpr unsigned oldest_version = 0x075700;

template <class Function>
bool bind(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

bool bind_all(void* library, CurlLibrary& curl) {
    return bind(library, "curl_global_init", curl.global_init) &&
           bind(library, "curl_version_info", curl.version_info) &&
           bind(library, "curl_easy_init", curl.easy_init) &&
           bind(library, "curl_easy_cleanup", curl.easy_cleanup) &&
           bind(library, "curl_easy_setopt", curl.easy_setopt) &&
           bind(library, "curl_easy_getinfo", curl.easy_getinfo) &&
           bind(library, "curl_easy_strerror", curl.easy_strerror) &&
           bind(library, "curl_slist_append", curl.slist_append) &&
           bind(library, "curl_slist_free_all", curl.slist_free_all) &&
           bind(library, "curl_share_init", curl.share_init) &&
           bind(library, "curl_share_setopt", curl.share_setopt) &&
           bind(library, "curl_share_cleanup", curl.share_cleanup) &&
           bind(library, "curl_multi_init", curl.multi_init) &&
           bind(library, "curl_multi_cleanup", curl.multi_cleanup) &&
           bind(library, "curl_multi_setopt", curl.multi_setopt) &&
           bind(library, "curl_multi_add_handle", curl.multi_add_handle) &&
           bind(library, "curl_multi_remove_handle", curl.multi_remove_handle) &&
           bind(library, "curl_multi_socket_action", curl.multi_socket_action) &&
           bind(library, "curl_multi_assign", curl.multi_assign) &&
           bind(library, "curl_multi_info_read", curl.multi_info_read) &&
           bind(library, "SSL_CTX_set_alpn_protos", curl.ssl_ctx_set_alpn_protos) &&
           bind_openssl(library, curl.openssl);
}

base::Result<CurlLibrary> load() {
    void* library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return base::failure(base::ErrorCode::not_found,
                             fmt::format("TLS and proxies need libcurl: {}", ::dlerror()), install_hint);
    CurlLibrary curl;
    if (!bind_all(library, curl) || curl.version_info(CURLVERSION_NOW)->version_num < oldest_version)
        return base::failure(base::ErrorCode::not_found,
                             "the libcurl of this machine is older than 7.87, or not the one with OpenSSL",
                             install_hint);
    curl.global_init(CURL_GLOBAL_DEFAULT);
    return curl;
}

} // namespace

base::Result<const CurlLibrary*> curl_library() {
    static const auto library = load();
    if (!library) return tl::unexpected(library.error());
    return &*library;
}

} // namespace redline::loadgen
