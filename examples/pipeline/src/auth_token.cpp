#include "redline/leadpipe/auth_token.hpp"

#include <algorithm>
#include <array>

#include "redline/base/json.hpp"
#include "redline/leadpipe/api_keys.hpp"
#include "redline/leadpipe/hmac.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t key_bytes_min = 32;
constexpr std::string_view header = R"({"alg":"HS256","typ":"JWT"})";

std::string signature_of(const TokenKey& key, std::string_view signed_part) {
    const auto mac = hmac_sha256(key.bytes(), signed_part);
    return to_base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

struct Parts {
    std::string_view header, claims, signature, signed_part;
};

/// Nothing unless there are three with two dots between.
std::optional<Parts> split(std::string_view token) {
    const auto first = token.find('.'), last = token.rfind('.');
    if (token.size() > token_bytes_max || first == token.npos || first == last) return std::nullopt;
    const Parts parts{token.substr(0, first), token.substr(first + 1, last - first - 1),
                      token.substr(last + 1), token.substr(0, last)};
    if (parts.claims.find('.') != token.npos) return std::nullopt;
    return parts;
}

std::optional<base::Json> object_in(std::string_view part) {
    const auto text = from_base64url(part);
    if (!text) return std::nullopt;
    auto json = base::parse_json(*text, "token");
    if (!json || !json->is_object()) return std::nullopt;
    return *std::move(json);
}

/// Headers that say how to read the rest (crit, RFC 7515 section 4.1.11) are not understood, so refused.
bool is_hs256(const base::Json& json) {
    const auto algorithm = json.find("alg");
    return algorithm != json.end() && *algorithm == "HS256" && !json.contains("crit");
}

std::optional<std::chrono::sys_seconds> time_in(const base::Json& json, const char* key) {
    constexpr std::int64_t last = 253'402'300'799; // the end of the year 9999
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_integer()) return std::nullopt;
    const auto seconds = found->get<std::int64_t>();
    if (seconds < 0 || seconds > last) return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

std::optional<Claims> claims_in(const base::Json& json) {
    const auto subject = json.find("sub"), scope = json.find("scope");
    const auto made = time_in(json, "iat"), end = time_in(json, "exp");
    if (subject == json.end() || !subject->is_string() || !made || !end) return std::nullopt;
    if (scope == json.end() || !scope->is_string()) return std::nullopt;
    return Claims{subject->get<std::string>(), scope->get<std::string>(), *made, *end};
}

} // namespace

base::Result<TokenKey> TokenKey::of(std::string bytes) {
    if (bytes.size() >= key_bytes_min) return TokenKey(std::move(bytes));
    return base::failure(base::ErrorCode::invalid_input, "the key that signs tokens has fewer than 32 bytes",
                         "make one with: openssl rand -base64 48");
}

base::Result<TokenKey> TokenKey::random() {
    auto bytes = secret_bytes(key_bytes_min);
    if (!bytes) return tl::unexpected(bytes.error());
    return TokenKey(*std::move(bytes));
}

std::string_view to_text(TokenFault fault) {
    constexpr std::array<std::string_view, 5> texts{
        "the token is no JWT of this service", "the token is not signed with HS256",
        "the token's signature is not right", "the token has expired", "the token was made in the future"};
    return texts[static_cast<std::size_t>(fault)];
}

std::string sign_token(const TokenKey& key, const Claims& claims) {
    const base::Json json{{"sub", claims.subject},
                          {"scope", claims.scope},
                          {"iat", claims.made.time_since_epoch().count()},
                          {"exp", claims.end.time_since_epoch().count()}};
    const auto signed_part = to_base64url(header) + '.' + to_base64url(base::to_text(json));
    return signed_part + '.' + signature_of(key, signed_part);
}

tl::expected<Claims, TokenFault> verify_token(const TokenKey& key, std::string_view token,
                                              base::WallTime now) {
    const auto parts = split(token);
    const auto head = parts ? object_in(parts->header) : std::nullopt;
    if (!head) return tl::unexpected(TokenFault::malformed);
    if (!is_hs256(*head)) return tl::unexpected(TokenFault::algorithm);
    if (!equal_in_constant_time(signature_of(key, parts->signed_part), parts->signature))
        return tl::unexpected(TokenFault::forged);
    const auto json = object_in(parts->claims);
    const auto claims = json ? claims_in(*json) : std::nullopt;
    if (!claims) return tl::unexpected(TokenFault::malformed);
    if (now >= claims->end) return tl::unexpected(TokenFault::expired);
    if (now < claims->made) return tl::unexpected(TokenFault::early);
    return *claims;
}

bool grants(const Claims& claims, std::string_view scope) {
    const auto padded = ' ' + claims.scope + ' ';
    return !scope.empty() && scope.find(' ') == scope.npos &&
           padded.find(' ' + std::string(scope) + ' ') != padded.npos;
}

std::optional<std::string_view> bearer_of(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (authorization.size() <= scheme.size()) return std::nullopt;
    for (std::size_t at = 0; at < scheme.size(); ++at)
        if (lower(authorization[at]) != scheme[at]) return std::nullopt;
    return authorization.substr(scheme.size());
}

} // namespace redline::leadpipe
