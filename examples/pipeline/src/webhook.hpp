/// Tells a webhook: POSTs JSON to an http:// address, and waits for the answer at most ten seconds.
#pragma once

#include <string>

namespace redline::leadpipe {

/// Whether it was answered with a status of 200 to 299. Which hosts may be told was decided when the address
/// was taken.
bool post_to_webhook(const std::string& url, const std::string& body);

} // namespace redline::leadpipe
