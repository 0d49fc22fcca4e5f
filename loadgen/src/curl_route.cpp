#include "curl_route.hpp"

#include <array>
#include <cerrno>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

namespace redline::loadgen {

namespace {

curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) {
    auto& sockets = *static_cast<SocketsOpened*>(context);
    const int made = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    sockets.error = made < 0 ? errno : 0;
    if (made < 0) return CURL_SOCKET_BAD;
    const int on = 1;
    ::setsockopt(made, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    return made;
}

std::string url_of(const Endpoint& target) {
    const bool is_ipv6 = target.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}/", target.tls ? "https" : "http", is_ipv6 ? "[" : "", target.host,
                       is_ipv6 ? "]" : "", target.port);
}

void set_tls(const CurlLibrary& curl, CURL* handle, const TlsOptions& tls) {
    const auto set_file = [&](CURLoption option, const std::string& file) {
        if (!file.empty()) curl.easy_setopt(handle, option, file.c_str());
    };
    set_file(CURLOPT_CAINFO, tls.ca_file);
    set_file(CURLOPT_SSLCERT, tls.certificate_file);
    set_file(CURLOPT_SSLKEY, tls.key_file);
    curl.easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, tls.verify ? 1L : 0L);
    curl.easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, tls.verify ? 2L : 0L);
    curl.easy_setopt(handle, CURLOPT_SSL_SESSIONID_CACHE, 0L);
}

/// An empty proxy is no proxy, where none named would be the environment's.
void set_proxy(const CurlLibrary& curl, CURL* handle, const std::string& proxy) {
    curl.easy_setopt(handle, CURLOPT_PROXY, proxy.c_str());
    curl.easy_setopt(handle, CURLOPT_NOPROXY, "");
    curl.easy_setopt(handle, CURLOPT_HTTPPROXYTUNNEL, proxy.starts_with("http") ? 1L : 0L);
    curl.easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

base::Result<void> check_file(const std::string& file, const char* what) {
    if (file.empty() || ::access(file.c_str(), R_OK) == 0) return {};
    return base::failure(base::ErrorCode::not_found, fmt::format("cannot read the {} '{}'", what, file),
                         "name a PEM file that this user may read");
}

} // namespace

base::Result<void> check_files(const TlsOptions& tls) {
    return check_file(tls.ca_file, "certificate authorities")
        .and_then([&] { return check_file(tls.certificate_file, "client certificate"); })
        .and_then([&] { return check_file(tls.key_file, "client key"); });
}

void set_route(const CurlLibrary& curl, CURL* handle, const Endpoint& target, const Wire& wire,
               SocketsOpened& sockets, char* error_words) {
    curl.easy_setopt(handle, CURLOPT_URL, url_of(target).c_str());
    curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    curl.easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &sockets);
    curl.easy_setopt(handle, CURLOPT_ERRORBUFFER, error_words);
    if (!target.unix_socket.empty())
        curl.easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH, target.unix_socket.c_str());
    set_proxy(curl, handle, wire.proxy);
    set_tls(curl, handle, wire.tls);
}

std::string text_without_port(const Address& address) {
    std::array<char, NI_MAXHOST> host{};
    ::getnameinfo(reinterpret_cast<const sockaddr*>(&address.storage), address.size, host.data(), host.size(),
                  nullptr, 0, NI_NUMERICHOST);
    return host.data();
}

std::string text_with_port(const Address& address) {
    const bool is_ipv6 = address.storage.ss_family == AF_INET6;
    const auto port = is_ipv6 ? reinterpret_cast<const sockaddr_in6&>(address.storage).sin6_port
                              : reinterpret_cast<const sockaddr_in&>(address.storage).sin_port;
    const auto host = text_without_port(address);
    return is_ipv6 ? fmt::format("[{}]:{}", host, ntohs(port)) : fmt::format("{}:{}", host, ntohs(port));
}

} // namespace redline::loadgen
