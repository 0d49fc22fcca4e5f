#include "redline/leadpipe/hmac.hpp"

#include <algorithm>
#include <cstdint>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace redline::leadpipe {

namespace {

constexpr std::string_view url_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Six bits a letter, the highest first.
std::optional<std::string> decode(std::string_view text, std::string_view alphabet) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const auto value = alphabet.find(letter);
        if (value == alphabet.npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xfff;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xff);
    }
    const bool leftover = (bits & ((1U << count) - 1)) != 0;
    if (count >= 6 || leftover) return std::nullopt;
    return bytes;
}

} // namespace

Sha256Bytes hmac_sha256(std::string_view key, std::string_view message) {
    Sha256Bytes mac{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(message), message.size(),
         mac.data(), &size);
    return mac;
}

base::Result<std::string> secret_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1)
        return bytes;
    return base::failure(base::ErrorCode::io, "no random bytes can be had from the system");
}

std::string to_base64url(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8 | static_cast<unsigned char>(byte)) & 0xffff;
        for (count += 8; count >= 6; count -= 6) text += url_letters[bits >> (count - 6) & 0x3f];
    }
    if (count > 0) text += url_letters[bits << (6 - count) & 0x3f];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) { return decode(text, url_letters); }

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    auto body = text.substr(0, text.find('='));
    if (text.size() - body.size() > 2 || text.find_first_not_of('=', body.size()) != text.npos)
        return std::nullopt;
    return decode(body, letters);
}

} // namespace redline::leadpipe
