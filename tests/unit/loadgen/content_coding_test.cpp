#include "content_coding.hpp"

#include <boost/test/unit_test.hpp>

using namespace redline::loadgen;
using namespace std::string_literals;

namespace {

/// What gzip(1) makes of "hello hello hello hello".
const std::string squeezed =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x27\x01\xe3\x51\x3d\x8d\x17\x00\x00\x00"s;

std::string decoded(std::string_view header_block, std::string_view body) {
    std::string into;
    const auto result = decoded_body(header_block, body, into);
    return result ? std::string(*result) : "not what it says";
}

/// A hundred thousand times the letter a, squeezed by the same.
const std::string swelling =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x31\x01\x00\x00\x00\xc2\xa0\xac\xeb\x5f\xc2\x1a"s
    "\x1e\x40\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"s
    "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"s
    "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"s
    "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"s
    "\x00\x00\x00\xaf\x06\x87\xfa\xe2\x1b\xa0\x86\x01\x00"s;

} // namespace

BOOST_AUTO_TEST_SUITE(content_coding)

BOOST_AUTO_TEST_CASE(a_gzip_body_is_read_as_what_it_was) {
    BOOST_TEST(decoded("Server: x\r\nContent-Encoding: gzip\r\n", squeezed) == "hello hello hello hello");
    BOOST_TEST(decoded("content-encoding:GZIP \r\n", squeezed) == "hello hello hello hello");
    BOOST_TEST(decoded("Content-Encoding: x-gzip\n", squeezed) == "hello hello hello hello");
}

BOOST_AUTO_TEST_CASE(other_bodies_stay_as_they_came) {
    for (const auto* header_block :
         {"", "Server: gzip\r\n", "Content-Encoding: identity\r\n", "Content-Encoding: br\r\n",
          "Content-Encoding: gzip, br\r\n", "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"})
        BOOST_TEST(decoded(header_block, squeezed) == squeezed);
    BOOST_TEST(decoded("Content-Encoding: gzip\r\n", "") == "");
}

BOOST_AUTO_TEST_CASE(a_part_of_a_body_gives_a_part_of_the_text) {
    const auto whole = "hello hello hello hello"s;
    for (std::size_t size = 1; size < squeezed.size(); ++size) {
        const auto part = decoded("Content-Encoding: gzip\r\n", std::string_view(squeezed).substr(0, size));
        BOOST_TEST(whole.starts_with(part));
    }
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_gzip_is_not_what_it_says) {
    BOOST_TEST(decoded("Content-Encoding: gzip\r\n", "hello") == "not what it says");
    auto damaged = squeezed;
    damaged[damaged.size() - 5] ^= 1; // of the checksum
    BOOST_TEST(decoded("Content-Encoding: gzip\r\n", damaged) == "not what it says");
}

BOOST_AUTO_TEST_CASE(a_body_that_swells_is_cut_at_64_kib) {
    BOOST_TEST(decoded("Content-Encoding: gzip\r\n", swelling) == std::string(65'536, 'a'));
}

BOOST_AUTO_TEST_SUITE_END()
