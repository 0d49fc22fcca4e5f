#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/auth_token.hpp"
#include "redline/leadpipe/hmac.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

const auto key = TokenKey::of("0123456789abcdef0123456789abcdef").value();
const std::chrono::sys_seconds now(1'780'000'000s);
const Claims claims{"acme", "leads:write reports:read", now, now + 600s};

/// Signed with our key, whatever its parts say.
std::string signed_by_us(std::string_view header, std::string_view body) {
    const auto part = to_base64url(header) + '.' + to_base64url(body);
    const auto mac = hmac_sha256(key.bytes(), part);
    return part + '.' + to_base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

std::string_view fault(std::string_view token, base::WallTime at = now) {
    const auto verified = verify_token(key, token, at);
    return verified ? "none" : to_text(verified.error());
}

constexpr auto hs256 = R"({"alg":"HS256"})";
constexpr auto body = R"({"sub":"acme","scope":"","iat":1780000000,"exp":1780000600})";
constexpr auto no_jwt = "the token is no JWT of this service", other = "the token is not signed with HS256",
               forged = "the token's signature is not right";

} // namespace

BOOST_AUTO_TEST_SUITE(auth_token)

BOOST_AUTO_TEST_CASE(what_was_signed_is_verified) {
    BOOST_TEST((verify_token(key, sign_token(key, claims), now).value() == claims));
    auto odd = claims;
    odd.subject = "a\"b\n\xc3\xa9";
    BOOST_TEST((verify_token(key, sign_token(key, odd), now).value() == odd));
    BOOST_TEST(fault(signed_by_us(hs256, body)) == "none");
}

/// RFC 7515, appendix A.1: the signature of its example is ours too. It has no `sub`, so it is no token here.
BOOST_AUTO_TEST_CASE(the_example_of_rfc_7515) {
    const auto bytes = from_base64url(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    const auto theirs = TokenKey::of(bytes.value()).value();
    const std::string token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    BOOST_TEST((verify_token(theirs, token, now).error() == TokenFault::malformed));
    BOOST_TEST((verify_token(key, token, now).error() == TokenFault::forged));
    const auto part = token.substr(0, token.rfind('.'));
    const auto mac = hmac_sha256(theirs.bytes(), part);
    BOOST_TEST(to_base64url({reinterpret_cast<const char*>(mac.data()), mac.size()}) ==
               token.substr(part.size() + 1));
}

BOOST_AUTO_TEST_CASE(it_counts_from_its_making_to_before_its_end) {
    const auto token = sign_token(key, claims);
    BOOST_TEST(fault(token, now - 1ns) == "the token was made in the future");
    BOOST_TEST(fault(token, now + 600s - 1ns) == "none");
    BOOST_TEST(fault(token, now + 600s) == "the token has expired");
}

BOOST_AUTO_TEST_CASE(no_other_algorithm_is_read_not_even_none) {
    for (const auto* header :
         {R"({"alg":"none"})", R"({"alg":"None"})", R"({"alg":"hs256"})", R"({"alg":"HS512"})",
          R"({"alg":"RS256"})", R"({"alg":"ES256"})", R"({"typ":"JWT"})", R"({"alg":["HS256"]})",
          R"({"alg":"HS256","crit":["exp"]})"})
        BOOST_TEST(fault(signed_by_us(header, body)) == other, header);
    BOOST_TEST(fault(to_base64url(R"({"alg":"none"})") + '.' + to_base64url(body) + '.') == other);
}

BOOST_AUTO_TEST_CASE(one_letter_more_less_or_other_and_it_is_refused) {
    const auto token = sign_token(key, claims);
    for (std::size_t at = 0; at < token.size(); ++at) {
        auto changed = token;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        BOOST_TEST(fault(changed) != "none", changed);
        BOOST_TEST(fault(token.substr(0, at)) != "none");
    }
    for (const auto* tail : {"A", "=", ".", "\n", " ", ".x"}) BOOST_TEST(fault(token + tail) != "none", tail);
    BOOST_TEST(fault(token + std::string(1, '\0')) == forged);
    BOOST_TEST(fault(" " + token) != "none");
}

BOOST_AUTO_TEST_CASE(another_key_is_not_ours) {
    const auto theirs = TokenKey::of("0123456789abcdef0123456789abcdeg").value();
    BOOST_TEST(fault(sign_token(theirs, claims)) == forged);
    BOOST_TEST(fault(sign_token(TokenKey::random().value(), claims)) == forged);
    BOOST_TEST(!TokenKey::of("0123456789abcdef0123456789abcde").has_value());
}

BOOST_AUTO_TEST_CASE(what_lacks_a_claim_is_no_token_even_when_signed) {
    for (const auto* text :
         {"", ".", "..", "a.b", "a.b.c.d", "{}.{}.", "e30.e30", "!!!.e30.e30", "W10.e30.e30"})
        BOOST_TEST(fault(text) == no_jwt, text);
    for (const auto* claims_text :
         {"", "{}", "[]", R"({"sub":"a","scope":"","iat":1780000000})",
          R"({"sub":"a","scope":"","exp":1780000600})", R"({"scope":"","iat":1780000000,"exp":1780000600})",
          R"({"sub":"a","iat":1780000000,"exp":1780000600})",
          R"({"sub":7,"scope":"","iat":1780000000,"exp":1780000600})",
          R"({"sub":"a","scope":"","iat":1780000000,"exp":"1780000600"})",
          R"({"sub":"a","scope":"","iat":1780000000,"exp":1e99})",
          R"({"sub":"a","scope":"","iat":1780000000,"exp":9223372036854775807})",
          R"({"sub":"a","scope":"","iat":-1,"exp":1780000600})"})
        BOOST_TEST(fault(signed_by_us(hs256, claims_text)) == no_jwt, claims_text);
    BOOST_TEST(fault(std::string(token_bytes_max, 'a') + ".b.c") == no_jwt);
}

BOOST_AUTO_TEST_CASE(a_scope_is_a_whole_word) {
    BOOST_TEST(grants(claims, "leads:write"));
    BOOST_TEST(grants(claims, "reports:read"));
    for (const auto* scope : {"", " ", "leads", "leads:writ", "read", "leads:write reports:read", "admin"})
        BOOST_TEST(!grants(claims, scope), scope);
}

BOOST_AUTO_TEST_CASE(the_token_of_a_header) {
    BOOST_TEST(bearer_of("Bearer abc").value() == "abc");
    BOOST_TEST(bearer_of("bearer abc").value() == "abc");
    for (const auto* header : {"", "Bearer", "Bearer ", "Basic abc", "abc", "Bearerabc"})
        BOOST_TEST(!bearer_of(header).has_value(), header);
}

BOOST_AUTO_TEST_SUITE_END()
