#include <boost/test/unit_test.hpp>

#include "redline/base/json.hpp"
#include "redline/leadpipe/token_endpoint.hpp"

using namespace redline;
using namespace redline::leadpipe;
using namespace std::chrono_literals;

namespace {

constexpr auto form = "application/x-www-form-urlencoded";

struct Fixture {
    base::ManualClock clock;
    TokenEndpoint endpoint{
        ClientCredentials::parse("acme 5b1c0f7e2a9d4483 leads:write,reports:read\n", "clients").value(),
        TokenKey::of("0123456789abcdef0123456789abcdef").value(), clock, 600s};

    tl::expected<Answer, Problem> ask(std::string body, std::string type = form,
                                      std::string authorization = "") {
        Request request{"POST", "/auth/token", std::move(type), {}, std::move(body)};
        request.authorization = std::move(authorization);
        return endpoint.post(request);
    }
    std::string refusal(std::string body, std::string type = form, std::string authorization = "") {
        const auto answer = ask(std::move(body), std::move(type), std::move(authorization));
        return answer ? "given"
                      : std::to_string(answer.error().status) + ' ' + std::string(answer.error().kind);
    }
    std::string admitted(std::string authorization, std::string_view scope) {
        Request request{"GET", "/", {}, {}, {}};
        request.authorization = std::move(authorization);
        const auto claims = endpoint.admit(request, scope);
        return claims ? claims->subject
                      : std::to_string(claims.error().status) + ' ' + std::string(claims.error().kind) +
                            ": " + claims.error().detail;
    }
    static std::string token_in(const Answer& answer) {
        return base::Json::parse(answer.body)["access_token"].get<std::string>();
    }
};

constexpr auto good = "grant_type=client_credentials&client_id=acme&client_secret=5b1c0f7e2a9d4483";

} // namespace

BOOST_AUTO_TEST_SUITE(token_endpoint)

BOOST_FIXTURE_TEST_CASE(a_client_gets_a_token_for_its_secret, Fixture) {
    const auto answer = ask(good).value();
    BOOST_TEST(answer.status == 200);
    const auto json = base::Json::parse(answer.body);
    BOOST_TEST(json["token_type"].get<std::string>() == "Bearer");
    BOOST_TEST(json["expires_in"].get<int>() == 600);
    BOOST_TEST(json["scope"].get<std::string>() == "leads:write reports:read");
    const auto bearer = "Bearer " + token_in(answer);
    BOOST_TEST(admitted(bearer, "reports:read") == "acme");
    BOOST_TEST(admitted(bearer, "admin") == "403 insufficient-scope: the token has not the scope admin");
    clock.advance(600s);
    BOOST_TEST(admitted(bearer, "reports:read") == "401 invalid-token: the token has expired");
}

BOOST_FIXTURE_TEST_CASE(json_and_basic_say_the_same, Fixture) {
    const auto token = ask(good).value().body;
    BOOST_TEST(
        ask(R"({"grant_type":"client_credentials","client_id":"acme","client_secret":"5b1c0f7e2a9d4483"})",
            "application/json")
            .value()
            .body == token);
    // acme:5b1c0f7e2a9d4483
    const auto basic = "Basic YWNtZTo1YjFjMGY3ZTJhOWQ0NDgz";
    BOOST_TEST(ask("grant_type=client_credentials", form, basic).value().body == token);
    BOOST_TEST(ask("grant_type=client_credentials&client_id=acme", form, basic).value().body == token);
    BOOST_TEST(refusal(good, form, basic) == "400 invalid-request");
    BOOST_TEST(refusal("grant_type=client_credentials&client_id=other", form, basic) ==
               "400 invalid-request");
}

BOOST_FIXTURE_TEST_CASE(a_scope_may_be_asked_for_that_the_client_has, Fixture) {
    const auto scoped = ask(std::string(good) + "&scope=reports%3Aread+reports:read").value();
    BOOST_TEST(base::Json::parse(scoped.body)["scope"].get<std::string>() == "reports:read");
    BOOST_TEST(admitted("Bearer " + token_in(scoped), "leads:write").starts_with("403 "));
    for (const auto* scope : {"admin", "reports:read+admin", "reports:rea", "leads:write,reports:read"})
        BOOST_TEST(refusal(std::string(good) + "&scope=" + scope) == "400 invalid-scope", scope);
}

BOOST_FIXTURE_TEST_CASE(what_is_no_request_for_a_token_is_refused, Fixture) {
    BOOST_TEST(refusal("") == "400 invalid-request");
    BOOST_TEST(refusal(std::string(good) + "&client_id=acme") == "400 invalid-request");
    BOOST_TEST(refusal("grant_type=password&client_id=acme&client_secret=5b1c0f7e2a9d4483") ==
               "400 unsupported-grant-type");
    BOOST_TEST(refusal("grant_type=client_credentials&client_id=acme&client_secret=5b1c0f7e2a9d4484") ==
               "401 invalid-client");
    BOOST_TEST(refusal("grant_type=client_credentials&client_id=nobody&client_secret=5b1c0f7e2a9d4483") ==
               "401 invalid-client");
    BOOST_TEST(refusal("grant_type=client_credentials") == "401 invalid-client");
    BOOST_TEST(refusal(good, "text/plain") == "415 unsupported-media-type");
    BOOST_TEST(refusal(R"({"grant_type":7})", "application/json") == "400 invalid-request");
    BOOST_TEST(refusal("{", "application/json") == "400 bad-request");
    for (const auto* header : {"Basic", "Basic !", "Basic YWNtZQ==", "Bearer x", "Digest x"})
        BOOST_TEST(refusal("grant_type=client_credentials", form, header) == "400 invalid-request", header);
}

BOOST_FIXTURE_TEST_CASE(no_secret_and_no_name_is_repeated, Fixture) {
    const auto problem =
        ask("grant_type=client_credentials&client_id=s3cretname&client_secret=s3cretword").error();
    BOOST_TEST(problem.detail.find("s3cret") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(without_a_token_of_ours_nobody_is_admitted, Fixture) {
    for (const auto* header : {"", "Bearer", "Bearer x", "Basic YWNtZTo1YjFjMGY3ZTJhOWQ0NDgz"})
        BOOST_TEST(admitted(header, "leads:write").starts_with("401 invalid-token"), header);
}

BOOST_AUTO_TEST_CASE(forms_are_decoded_and_broken_ones_refused) {
    const auto form_of = parse_form("a=1&b=x+y%2B%26&c&&d=%C3%A9=").value();
    BOOST_TEST(form_of.at("a") == "1");
    BOOST_TEST(form_of.at("b") == "x y+&");
    BOOST_TEST(form_of.at("c").empty());
    BOOST_TEST(form_of.at("d") == "\xc3\xa9=");
    BOOST_TEST(form_of.size() == 4U);
    for (const auto* body : {"a=%", "a=%1", "a=%zz", "a=1&a=2", "a=1&%61=2"})
        BOOST_TEST(!parse_form(body).has_value(), body);
    std::string many;
    for (int name = 0; name < 33; ++name) many += std::to_string(name) + "=&";
    BOOST_TEST(!parse_form(many).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
