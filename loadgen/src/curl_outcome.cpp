#include "curl_outcome.hpp"

#include <cerrno>

#include "socket_streams.hpp"

namespace redline::loadgen {

namespace {

bool is_of_tls(CURLcode code) {
    switch (code) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT: return true;
    default: return false;
    }
}

} // namespace

Outcome outcome_of_opening(CURLcode code, int error) {
    if (is_of_tls(code)) return Outcome::tls_failed;
    if (code == CURLE_COULDNT_CONNECT) return outcome_of_connect(error);
    if (code == CURLE_INTERFACE_FAILED && error == EADDRINUSE) return Outcome::no_port;
    return Outcome::unreachable;
}

} // namespace redline::loadgen
