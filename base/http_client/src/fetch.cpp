#include "redline/http_client/fetch.hpp"

#include <memory>

#include <curl/curl.h>
#include <dlfcn.h>

#include <fmt/format.h>

namespace redline::http_client {

namespace {

/// What is used of libcurl, each function with the type its header declares. Loaded when a page is first
/// asked for, not linked: it brings 35 libraries and 6 MB with it, and most runs ask for none.
struct CurlEasy {
    decltype(&::curl_easy_init) init = nullptr;
    decltype(&::curl_easy_cleanup) cleanup = nullptr;
    decltype(&::curl_easy_setopt) setopt = nullptr;
    decltype(&::curl_easy_getinfo) getinfo = nullptr;
    decltype(&::curl_easy_perform) perform = nullptr;
    decltype(&::curl_easy_strerror) strerror = nullptr;

    bool complete() const {
        return init != nullptr && cleanup != nullptr && setopt != nullptr && getinfo != nullptr &&
               perform != nullptr && strerror != nullptr;
    }
};

template <class Function>
void bind(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
}

CurlEasy load() {
    CurlEasy curl;
    void* library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return curl;
    bind(library, "curl_easy_init", curl.init);
    bind(library, "curl_easy_cleanup", curl.cleanup);
    bind(library, "curl_easy_setopt", curl.setopt);
    bind(library, "curl_easy_getinfo", curl.getinfo);
    bind(library, "curl_easy_perform", curl.perform);
    bind(library, "curl_easy_strerror", curl.strerror);
    return curl;
}

struct Body {
    std::string text;
    std::size_t bytes_max;
};

/// What cURL calls with each piece; taking less than is offered ends the transfer as failed.
std::size_t take(char* bytes, std::size_t, std::size_t count, void* into) {
    auto& body = *static_cast<Body*>(into);
    if (body.text.size() + count > body.bytes_max) return 0;
    body.text.append(bytes, count);
    return count;
}

void set_options(const CurlEasy& curl, CURL* transfer, const std::string& url, const FetchOptions& options,
                 Body& body) {
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(options.timeout).count();
    curl.setopt(transfer, CURLOPT_URL, url.c_str());
    curl.setopt(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
    curl.setopt(transfer, CURLOPT_PROXY, "");
    curl.setopt(transfer, CURLOPT_NOSIGNAL, 1L); // a thread other than main may wait here
    curl.setopt(transfer, CURLOPT_TIMEOUT_MS, static_cast<long>(milliseconds));
    curl.setopt(transfer, CURLOPT_WRITEFUNCTION, take);
    curl.setopt(transfer, CURLOPT_WRITEDATA, &body);
}

tl::unexpected<base::Error> failed(const std::string& url, std::string_view why) {
    return base::failure(base::ErrorCode::network, fmt::format("{}: {}", url, why));
}

base::Result<Page> fetch_with(const CurlEasy& curl, const std::string& url, const FetchOptions& options) {
    const std::unique_ptr<CURL, decltype(curl.cleanup)> transfer(curl.init(), curl.cleanup);
    if (!transfer) return failed(url, "libcurl could not be started");
    Body body{{}, options.body_bytes_max};
    set_options(curl, transfer.get(), url, options, body);
    if (const auto code = curl.perform(transfer.get()); code == CURLE_WRITE_ERROR)
        return failed(url, fmt::format("more than {} bytes", options.body_bytes_max));
    else if (code != CURLE_OK)
        return failed(url, curl.strerror(code));
    long status = 0;
    curl.getinfo(transfer.get(), CURLINFO_RESPONSE_CODE, &status);
    return Page{static_cast<int>(status), std::move(body.text)};
}

} // namespace

base::Result<Page> fetch(const std::string& url, const FetchOptions& options) {
    static const auto curl = load();
    if (curl.complete()) return fetch_with(curl, url, options);
    return base::failure(base::ErrorCode::not_found, fmt::format("{}: reading it needs libcurl", url),
                         "install Debian's libcurl4");
}

} // namespace redline::http_client
