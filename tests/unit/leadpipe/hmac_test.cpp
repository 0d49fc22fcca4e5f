#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include "redline/base/random.hpp"
#include "redline/leadpipe/hmac.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

std::string hex(const Sha256Bytes& bytes) {
    std::string text;
    for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(hmac)

/// RFC 4231, section 4, test cases 1, 2, 3, 6 and 7.
BOOST_AUTO_TEST_CASE(the_test_cases_of_rfc_4231) {
    const std::string long_key(131, '\xaa');
    BOOST_TEST(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
               "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    BOOST_TEST(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    BOOST_TEST(hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))) ==
               "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    BOOST_TEST(hex(hmac_sha256(long_key, "Test Using Larger Than Block-Size Key - Hash Key First")) ==
               "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    BOOST_TEST(
        hex(hmac_sha256(long_key, "This is a test using a larger than block-size key and a larger than "
                                  "block-size data. The key needs to be hashed before being used by the "
                                  "HMAC algorithm.")) ==
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

/// RFC 4648, section 10, in the letters of section 5 and without padding.
BOOST_AUTO_TEST_CASE(the_test_vectors_of_rfc_4648) {
    const std::pair<const char*, const char*> vectors[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        BOOST_TEST(to_base64url(bytes) == text);
        BOOST_TEST(from_base64url(text).value() == bytes);
    }
    BOOST_TEST(from_base64("Zm9vYg==").value() == "foob");
    BOOST_TEST(from_base64("Zm9vYmE=").value() == "fooba");
    BOOST_TEST(from_base64("Zm9vYmFy").value() == "foobar");
}

BOOST_AUTO_TEST_CASE(any_bytes_read_back) {
    base::Random random(7);
    for (std::size_t size = 0; size < 70; ++size) {
        std::string bytes;
        while (bytes.size() < size) bytes += static_cast<char>(random.below(256));
        BOOST_TEST((from_base64url(to_base64url(bytes)) == bytes));
    }
}

BOOST_AUTO_TEST_CASE(a_value_has_one_text) {
    for (const auto* text :
         {"Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "Zm9v\n", " Zm9v", "Zm+v", "Zm/v", "Zm9v."})
        BOOST_TEST(!from_base64url(text).has_value(), text);
    for (const auto* text : {"Zg", "Zg=", "Zg===", "====", "Zh==", "Z=g=", "Zm9v====", "Zm_v", "Zg==Zg=="})
        BOOST_TEST(!from_base64(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(secrets_differ) {
    BOOST_TEST(secret_bytes(32).value().size() == 32U);
    BOOST_TEST(secret_bytes(32).value() != secret_bytes(32).value());
}

BOOST_AUTO_TEST_SUITE_END()
