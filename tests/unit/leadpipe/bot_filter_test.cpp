#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/bot_filter.hpp"

using namespace redline::leadpipe;

BOOST_AUTO_TEST_SUITE(bot_filter)

BOOST_AUTO_TEST_CASE(bots_that_give_their_names_are_known) {
    for (const auto* agent :
         {"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
          "Mozilla/5.0 (compatible; Baiduspider/2.0)", "Scrapy/2.11.0 (+https://scrapy.org)",
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0.0.0 Safari/537.36"})
        BOOST_TEST(names_a_bot(agent), agent);
}

BOOST_AUTO_TEST_CASE(people_and_honest_clients_are_let_through) {
    for (const auto* agent : {"", "curl/7.88.1", "redline", "partner-connector/3.2",
                              "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 "
                              "Chrome/119.0 Mobile Safari/537.36",
                              "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 "
                              "Version/17.1 Safari/604.1"})
        BOOST_TEST(!names_a_bot(agent), agent);
}

BOOST_AUTO_TEST_CASE(a_field_people_do_not_see_is_left_empty_by_them) {
    for (const auto* body :
         {R"({"lead":{"first_name":"Ann","website":"http://cheap.test"}})", R"({"website":"x"})",
          R"({"lead":{"website":0}})", R"({"lead":{"\u0077ebsite":"x"}})"})
        BOOST_TEST(fills_the_honeypot(body), body);
    for (const auto* body : {R"({"lead":{"first_name":"Ann"}})", R"({"lead":{"website":""}})",
                             R"({"lead":{"website":null}})", R"({"lead":{"note":"website"}})",
                             R"({"lead":["website"]})", R"("website")", "website", "{\"website\":", ""})
        BOOST_TEST(!fills_the_honeypot(body), body);
}

BOOST_AUTO_TEST_CASE(the_sign_has_a_name) {
    BOOST_TEST(to_text(bot_sign("Googlebot/2.1", "{}")) == "user_agent");
    BOOST_TEST(to_text(bot_sign("curl/8", R"({"website":"x"})")) == "honeypot");
    BOOST_TEST(to_text(bot_sign("curl/8", "{}")) == "none");
}

BOOST_AUTO_TEST_SUITE_END()
