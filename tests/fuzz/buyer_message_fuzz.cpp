// Any bytes are a message between the pipeline and a buyer, in either direction and format: it is refused, or
// it is read, and then its own print is read as the same.
#include <cstdint>
#include <string_view>

#include "claim.hpp"
#include "redline/leadpipe/buyer_wire.hpp"

using namespace redline::leadpipe;
using redline::fuzz::claim;

namespace {

template <class Parse>
void check(std::string_view text, WireFormat format, Parse parse) {
    const auto read = parse(text, format);
    if (!read) {
        claim(!read.error().message.empty(), "a refusal has a reason");
        return;
    }
    for (const auto other : {WireFormat::json, WireFormat::xml}) {
        // JSON holds control characters, which XML may not, and what stands for them is longer.
        if (format == WireFormat::json && other == WireFormat::xml) continue;
        const auto again = parse(print(*read, other), other);
        claim(again.has_value() && *again == *read, "what was read is read again from its print");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto format : {WireFormat::json, WireFormat::xml}) {
        check(text, format, parse_call);
        check(text, format, parse_reply);
    }
    return 0;
}
