/// Why this exists: a page is read now and then that is not the load: the target's metrics. Whoever reads it
/// must not be held up by a target that is being overloaded at that moment, so time and size are bounded.
///
/// HTTP and HTTPS, no redirects, no proxy from the environment, one connection a call. Failures are
/// ErrorCode::network with cURL's own sentence, or not_found where libcurl is not installed; an answer of any
/// status is an answer. Blocks for at most `timeout`. May be called from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "redline/base/duration.hpp"
#include "redline/base/error.hpp"

namespace redline::http_client {

struct FetchOptions {
    base::Duration timeout = std::chrono::milliseconds(500);
    std::size_t body_bytes_max = 4 << 20; ///< a longer body is a failure
};

struct Page {
    int status = 0;
    std::string body;
};

base::Result<Page> fetch(const std::string& url, const FetchOptions& options = {});

} // namespace redline::http_client
