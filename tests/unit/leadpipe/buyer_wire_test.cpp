#include <boost/test/unit_test.hpp>

#include "redline/base/random.hpp"
#include "redline/leadpipe/buyer_wire.hpp"
#include "sample_call.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

constexpr std::array formats{WireFormat::json, WireFormat::xml};

/// Pieces that are markup in one format or the other, blanks that readers like to drop, and other alphabets.
std::string random_text(base::Random& dice) {
    static constexpr std::array<std::string_view, 20> pieces{
        "a",    "Z", "7",     " ",  "\t", "\n",  "\r", "\r\n", "<",
        ">",    "&", "&amp;", "\"", "'",  "]]>", "\\", "é",    "\xf0\x9f\x8f\xa0",
        "<!--", "{}"};
    std::string text;
    for (auto left = dice.below(6); left > 0; --left) text += pieces[dice.below(pieces.size())];
    return text;
}

BuyerCall random_call(base::Random& dice) {
    const auto text = [&] { return random_text(dice); };
    return {dice.chance(0.5) ? CallKind::ping : CallKind::post,
            text(),
            static_cast<std::int64_t>(dice.next() >> dice.below(64)),
            {.id = static_cast<LeadId>(dice.next() >> 1) | 1,
             .vertical = text(),
             .fingerprint = static_cast<std::int64_t>(dice.next()),
             .state = text(),
             .zip = text(),
             .first_name = text(),
             .last_name = text(),
             .email = text(),
             .phone = text(),
             .street = text(),
             .city = text()}};
}

std::string with_changed_bytes(std::string text, base::Random& dice) {
    for (auto left = 1 + dice.below(4); left > 0; --left) {
        const auto at = dice.below(text.size());
        if (dice.chance(0.3))
            text.erase(at);
        else
            text[at] = static_cast<char>(dice.below(256));
        if (text.empty()) return text;
    }
    return text;
}

std::string error_of(std::string_view text, WireFormat format) {
    const auto call = parse_call(text, format);
    return call ? "read" : call.error().message;
}

std::string said(const BuyerReply& reply) {
    return std::string(to_text(reply.outcome)) + ' ' + std::to_string(reply.price_cents) + ' ' + reply.reason;
}

} // namespace

BOOST_AUTO_TEST_SUITE(buyer_wire)

BOOST_AUTO_TEST_CASE(a_call_reads_as_companies_write_it) {
    auto ping = test::sample_ping();
    ping.lead.id = 0x1234;
    BOOST_TEST(print(ping, WireFormat::json) ==
               R"({"kind":"ping","buyer":"rooftop-power","lead_id":"ld_0000000000001234","vertical":"solar",)"
               R"("fingerprint":"000000000000002a","state":"IL","zip":"62704"})");
    BOOST_TEST(print(BuyerReply{ReplyOutcome::refused, 0, "Q & A"}, WireFormat::xml) ==
               "<reply><outcome>refused</outcome><reason>Q &amp; A</reason></reply>");
}

BOOST_AUTO_TEST_CASE(what_is_printed_is_read_back) {
    base::Random dice(20261125);
    for (int round = 0; round < 2000; ++round)
        for (const auto format : formats) {
            const auto call = random_call(dice);
            const auto text = print(call, format);
            const auto back = parse_call(text, format);
            BOOST_TEST_REQUIRE(back.has_value(), text);
            BOOST_TEST_REQUIRE((*back == call), text);
            const BuyerReply reply{static_cast<ReplyOutcome>(dice.below(4)), call.price_cents,
                                   random_text(dice)};
            const auto reply_text = print(reply, format);
            const auto reply_back = parse_reply(reply_text, format);
            BOOST_TEST_REQUIRE((reply_back && *reply_back == reply), reply_text);
        }
}

BOOST_AUTO_TEST_CASE(changed_bytes_are_refused_or_read_and_what_was_read_can_be_printed) {
    base::Random dice(7);
    for (int round = 0; round < 20000; ++round)
        for (const auto format : formats) {
            const auto text = with_changed_bytes(print(random_call(dice), format), dice);
            if (const auto call = parse_call(text, format); call) {
                const auto again = parse_call(print(*call, format), format);
                BOOST_TEST_REQUIRE((again && *again == *call), text);
            }
            (void)parse_reply(text, format);
        }
}

BOOST_AUTO_TEST_CASE(controls_and_broken_utf8_become_the_replacement_character) {
    auto call = test::sample_post();
    call.lead.last_name = "a\x01\xff";
    for (const auto format : formats) {
        const auto back = parse_call(print(call, format), format);
        BOOST_REQUIRE(back);
        BOOST_TEST(back->lead.last_name ==
                   (format == WireFormat::json ? "a\x01\xef\xbf\xbd" : "a\xef\xbf\xbd\xef\xbf\xbd"));
    }
}

BOOST_AUTO_TEST_CASE(hostile_texts_are_refused_with_a_reason_that_repeats_nothing) {
    const auto nested = [](std::string_view open) {
        std::string text;
        while (text.size() < 60000) text += open;
        return text;
    };
    BOOST_TEST(error_of("", WireFormat::json) == "the message is not JSON");
    BOOST_TEST(error_of(nested("["), WireFormat::json) == "the message is not JSON");
    BOOST_TEST(error_of(nested("{\"a\":"), WireFormat::json) == "the message is not JSON");
    BOOST_TEST(error_of("", WireFormat::xml) == "the message is not XML");
    BOOST_TEST(error_of(nested("<call>"), WireFormat::xml) == "the message is not XML");
    BOOST_TEST(error_of(std::string("<call>\0</call>", 14), WireFormat::xml) ==
               "the message holds what XML may not hold");
    for (const auto* reference : {"&#1;", "&#xD800;", "&#x110000;"})
        BOOST_TEST(error_of(std::string("<call><kind>") + reference + "</kind></call>", WireFormat::xml) ==
                   "kind holds what XML may not hold");
    BOOST_TEST(error_of("<cull/>", WireFormat::xml) == "the message has another root element");
    BOOST_TEST(error_of(std::string(70000, ' '), WireFormat::json) == "the message is too long");
    BOOST_TEST(error_of(R"({"kind":["ping"]})", WireFormat::json) == "kind is of the wrong type");
    BOOST_TEST(error_of(R"({"kind":"pong"})", WireFormat::json) == "kind is neither ping nor post");
    BOOST_TEST(error_of(R"({"kind":"ping","lead_id":"7"})", WireFormat::json) ==
               "lead_id is missing or malformed");
    auto long_name = test::sample_post();
    long_name.lead.last_name = std::string(1000, 'x');
    BOOST_TEST(error_of(print(long_name, WireFormat::xml), WireFormat::xml) == "last_name is too long");
}

// A "billion laughs" document: each entity stands for two of the one before.
BOOST_AUTO_TEST_CASE(entities_of_the_document_are_not_expanded) {
    const auto reply = parse_reply(R"(<!DOCTYPE r [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>)"
                                   "<reply><outcome>refused</outcome><reason>&b;</reason></reply>",
                                   WireFormat::xml);
    BOOST_TEST((reply && reply->reason == "&b;"));
}

BOOST_AUTO_TEST_CASE(xml_of_others_is_read) {
    const auto reply = parse_reply("<?xml version=\"1.0\"?>\n<!-- ours -->\n<reply id=\"7\">\n"
                                   "  <outcome>bid</outcome><price_cents>4&#53;00</price_cents>\n"
                                   "  <reason><![CDATA[<none>]]></reason></reply>\n",
                                   WireFormat::xml);
    BOOST_REQUIRE(reply);
    BOOST_TEST(said(*reply) == "bid 4500 <none>");
}

BOOST_AUTO_TEST_CASE(an_answer_means_what_it_says_only_with_200_and_to_its_question) {
    const auto text = [](ReplyOutcome outcome) {
        return print(BuyerReply{outcome, 900, "why"}, WireFormat::json);
    };
    const auto heard = [](CallKind kind, int status, const std::string& body) {
        return said(reply_of(kind, status, body, WireFormat::json));
    };
    BOOST_TEST(heard(CallKind::ping, 200, text(ReplyOutcome::bid)) == "bid 900 why");
    BOOST_TEST(heard(CallKind::post, 200, text(ReplyOutcome::refused)) == "refused 900 why");
    BOOST_TEST(heard(CallKind::post, 200, text(ReplyOutcome::bid)) == "failed 0 another question's answer");
    BOOST_TEST(heard(CallKind::ping, 200, text(ReplyOutcome::accepted)) ==
               "failed 0 another question's answer");
    BOOST_TEST(heard(CallKind::post, 503, text(ReplyOutcome::accepted)) == "failed 0 http 503");
    BOOST_TEST(heard(CallKind::post, 200, "<html>Welcome</html>") == "failed 0 unreadable");
    BOOST_TEST(heard(CallKind::post, 200, text(ReplyOutcome::failed)) == "failed 0 unreadable");
}

BOOST_AUTO_TEST_SUITE_END()
