#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/contact.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(contact)

BOOST_AUTO_TEST_CASE(emails_are_lower_case_and_shaped) {
    BOOST_TEST(read_email(" Mary.Smith7@Example.COM ").value() == "mary.smith7@example.com");
    BOOST_TEST(read_email("o'hara+solar@mail.example.co.uk").value() == "o'hara+solar@mail.example.co.uk");
    BOOST_TEST(read_email("j\xc3\xb6rg@b\xc3\xbc"
                          "cher.example")
                   .has_value());
    const std::pair<std::string, std::string_view> wrong[] = {
        {"", "has no @"},
        {"mary", "has no @"},
        {"@example.com", "has nothing or more than 64 bytes before its @"},
        {std::string(65, 'a') + "@example.com", "has nothing or more than 64 bytes before its @"},
        {"a b@example.com", "has a blank, a control character or a second @"},
        {"a@b@example.com", "has a blank, a control character or a second @"},
        {"a@localhost", "has no domain name after its @"},
        {"a@-x.com", "has no domain name after its @"},
        {"a@x..com", "has no domain name after its @"},
        {"a@x.com.", "has no domain name after its @"},
        {"a@" + std::string(260, 'x') + ".com", "is longer than 254 bytes"},
    };
    for (const auto& [email, reason] : wrong) {
        BOOST_TEST_REQUIRE(!read_email(email).has_value(), email);
        BOOST_TEST(read_email(email).error() == reason, email << ": " << read_email(email).error());
    }
}

BOOST_AUTO_TEST_CASE(phones_are_ten_digits_however_written) {
    for (const auto* typed : {"212-555-0143", "(212) 555-0143", "212.555.0143", "+1 212 555 0143",
                              "1-212-555-0143", "2125550143", " 212 555 0143 ext. 7", "212-555-0143 x12",
                              "212\xe2\x80\x93"
                              "555\xe2\x80\x93"
                              "0143"})
        BOOST_TEST(read_phone(typed).value_or("refused") == "2125550143", typed);
    for (const auto* typed : {"", "555-0143", "212-555-01433", "call me", "+44 20 7946 0143"})
        BOOST_TEST(read_phone(typed).error() == "does not have the ten digits of a US number", typed);
    BOOST_TEST(read_phone("112-555-0143").error() == "has an area code or exchange that begins with 0 or 1");
    BOOST_TEST(read_phone("212-155-0143").error() == "has an area code or exchange that begins with 0 or 1");
    BOOST_TEST(read_phone(std::string(65, '5')).error() == "is longer than 64 bytes");
}

BOOST_AUTO_TEST_CASE(certificates_are_forty_hexadecimal_digits) {
    const std::string digits = "0123456789ABCDEF0123456789abcdef01234567";
    BOOST_TEST(read_certificate(digits).value() == "0123456789abcdef0123456789abcdef01234567");
    BOOST_TEST(!read_certificate(digits.substr(1)).has_value());
    BOOST_TEST(!read_certificate(digits + "0").has_value());
    BOOST_TEST(!read_certificate("g" + digits.substr(1)).has_value());
}

BOOST_AUTO_TEST_CASE(timestamps_against_known_answers) {
    // Seconds since 1970 from `date -u -d … +%s`.
    const std::pair<std::string_view, long> right[] = {
        {"2026-05-01T12:34:56Z", 1777638896},      {"2026-05-01T12:34:56.789Z", 1777638896},
        {"2026-05-01T14:34:56+02:00", 1777638896}, {"2026-05-01t08:04:56-04:30", 1777638896},
        {"2024-02-29 00:00:00Z", 1709164800},      {"1970-01-01T00:00:60Z", 59},
    };
    for (const auto& [text, seconds] : right)
        BOOST_TEST(read_timestamp(text).value().time_since_epoch().count() == seconds, text);
    for (const auto* text : {"", "yesterday", "2026-05-01", "2026-05-01T12:34Z", "2026-02-29T00:00:00Z",
                             "2026-13-01T00:00:00Z", "2026-05-01T24:00:00Z", "2026-05-01T12:34:56",
                             "2026-05-01T12:34:56.Z", "2026-05-01T12:34:56Zz", "05/01/2026 12:34"})
        BOOST_TEST(!read_timestamp(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
