#include "redline/base/uuid.hpp"

#include <array>

#include "redline/base/ids.hpp"

namespace redline::base {

Uuid random_uuid(Random& random) {
    Uuid uuid;
    uuid.high = (random.next() & ~std::uint64_t{0xf000}) | 0x4000;
    uuid.low = (random.next() & ~(std::uint64_t{3} << 62)) | std::uint64_t{1} << 63;
    return uuid;
}

void append_uuid(std::string& out, Uuid uuid) {
    std::array<char, 36> text;
    const auto shift = [&](std::size_t from, std::size_t to, std::size_t digits) {
        for (std::size_t i = digits; i-- > 0;) text[to + i] = text[from + i];
    };
    // All digits first, then, from behind, the groups make room for the dashes before them.
    write_hex(uuid.high, text.data());
    write_hex(uuid.low, text.data() + 16);
    shift(20, 24, 12);
    shift(16, 19, 4);
    shift(12, 14, 4);
    shift(8, 9, 4);
    text[8] = text[13] = text[18] = text[23] = '-';
    out.append(text.data(), text.size());
}

} // namespace redline::base
