#include "redline/base/uuid.hpp"

#include <array>
#include <cstring>

#include "redline/base/ids.hpp"

namespace redline::base {

Uuid random_uuid(Random& random) {
    Uuid uuid;
    uuid.high = (random.next() & ~std::uint64_t{0xf000}) | 0x4000;
    uuid.low = (random.next() & ~(std::uint64_t{3} << 62)) | std::uint64_t{1} << 63;
    return uuid;
}

void append_uuid(std::string& out, Uuid uuid) {
    std::array<char, 32> digits;
    std::array<char, 36> text;
    write_hex(uuid.high, digits.data());
    write_hex(uuid.low, digits.data() + 16);
    std::memcpy(text.data(), digits.data(), 8);
    std::memcpy(text.data() + 9, digits.data() + 8, 4);
    std::memcpy(text.data() + 14, digits.data() + 12, 4);
    std::memcpy(text.data() + 19, digits.data() + 16, 4);
    std::memcpy(text.data() + 24, digits.data() + 20, 12);
    text[8] = text[13] = text[18] = text[23] = '-';
    out.append(text.data(), text.size());
}

} // namespace redline::base
