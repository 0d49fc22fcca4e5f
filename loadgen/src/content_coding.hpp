/// Why this exists: a check speaks of what the body says, not of how it was squeezed for the journey.
///
/// Undoes `Content-Encoding: gzip` (and its old name x-gzip; RFC 9110, section 8.4.1.3). Bounded: at most
/// 64 KiB come out however much went in, so a small body that unpacks to gigabytes costs nothing. A body of
/// which only the first part was kept gives what can be had of that part. Any other coding, several of them
/// among these, stays as it came. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace redline::loadgen {

/// The body decoded: a view of `body` where nothing was coded, else of `into`, whose buffer is kept. Nothing
/// where the body is not what its header block says.
std::optional<std::string_view> decoded_body(std::string_view header_block, std::string_view body,
                                             std::string& into);

} // namespace redline::loadgen
