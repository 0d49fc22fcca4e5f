#include "curl_outcome.hpp"

#include <cerrno>

#include <boost/test/unit_test.hpp>

using namespace redline::loadgen;

BOOST_AUTO_TEST_SUITE(curl_outcome)

BOOST_AUTO_TEST_CASE(a_connect_that_failed_is_what_its_errno_says) {
    BOOST_TEST(to_text(outcome_of_opening(CURLE_COULDNT_CONNECT, ECONNREFUSED)) == "refused");
    BOOST_TEST(to_text(outcome_of_opening(CURLE_COULDNT_CONNECT, EHOSTUNREACH)) == "unreachable");
    BOOST_TEST(to_text(outcome_of_opening(CURLE_COULDNT_CONNECT, 0)) == "unreachable");
}

BOOST_AUTO_TEST_CASE(what_ran_out_on_our_side_is_named) {
    BOOST_TEST(to_text(outcome_of_opening(CURLE_COULDNT_CONNECT, EMFILE)) == "no_descriptor");
    BOOST_TEST(to_text(outcome_of_opening(CURLE_COULDNT_CONNECT, EADDRNOTAVAIL)) == "no_port");
    BOOST_TEST(to_text(outcome_of_opening(CURLE_INTERFACE_FAILED, EADDRINUSE)) == "no_port");
}

BOOST_AUTO_TEST_CASE(whatever_kept_a_tls_session_from_being_made_is_one_outcome) {
    for (const auto code : {CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
                            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER})
        BOOST_TEST(to_text(outcome_of_opening(code, 0)) == "tls_failed");
}

BOOST_AUTO_TEST_CASE(a_name_or_a_proxy_that_leads_nowhere_is_unreachable) {
    for (const auto code :
         {CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_RECV_ERROR, CURLE_PROXY})
        BOOST_TEST(to_text(outcome_of_opening(code, 0)) == "unreachable");
}

BOOST_AUTO_TEST_SUITE_END()
