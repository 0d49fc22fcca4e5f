#include "redline/leadpipe/token_endpoint.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "redline/base/json_text.hpp"
#include "redline/leadpipe/hmac.hpp"
#include "redline/leadpipe/json_body.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t names_max = 32;

using Fields = std::map<std::string, std::string>;

tl::unexpected<Problem> invalid_request(std::string detail) {
    return tl::unexpected(
        Problem{400, "invalid-request", "The token request cannot be read", std::move(detail)});
}

/// The same words for a wrong secret and a client there is none: who asks learns no names.
tl::unexpected<Problem> invalid_client() {
    return tl::unexpected(Problem{401, "invalid-client", "The client is not known by this secret",
                                  "client_id and client_secret are not those of a client"});
}

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

std::optional<std::string> form_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at] == '+' ? ' ' : text[at];
            continue;
        }
        const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
        const auto low = at + 2 < text.size() ? hex_digit(text[at + 2]) : std::nullopt;
        if (!high || !low) return std::nullopt;
        decoded += static_cast<char>(*high * 16 + *low);
        at += 2;
    }
    return decoded;
}

tl::expected<Fields, Problem> read_fields(const Request& request) {
    if (request.content_type.starts_with("application/x-www-form-urlencoded")) {
        auto form = parse_form(request.body);
        if (!form) return invalid_request("the body is no form, or names a parameter twice");
        return *std::move(form);
    }
    const auto json = read_json_body(request);
    if (!json) return tl::unexpected(json.error());
    Fields fields;
    for (const auto* key : {"grant_type", "client_id", "client_secret", "scope"}) {
        const auto text = text_member(*json, key);
        if (!text) return invalid_request(fmt::format("{} is not a text of at most 200 bytes", key));
        if (!text->empty()) fields[key] = *text;
    }
    return fields;
}

/// Adds the id and secret of HTTP Basic. False for a header of another kind, and for an id told twice.
bool add_basic(std::string_view authorization, Fields& fields) {
    if (authorization.empty()) return true;
    constexpr std::string_view scheme = "Basic ";
    if (!authorization.starts_with(scheme) || fields.contains("client_secret")) return false;
    const auto pair = from_base64(authorization.substr(scheme.size()));
    const auto colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos) return false;
    const auto id = form_decoded(pair->substr(0, colon)), secret = form_decoded(pair->substr(colon + 1));
    if (!id || !secret) return false;
    if (fields.contains("client_id") && fields["client_id"] != *id) return false;
    fields["client_id"] = *id;
    fields["client_secret"] = *secret;
    return true;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

/// The scopes that were asked for, each once; nothing when the client has not all of them.
std::optional<std::string> granted(std::string_view asked, const TokenClient& client) {
    std::vector<std::string> scopes;
    while (!asked.empty()) {
        const auto end = std::min(asked.find(' '), asked.size());
        const std::string scope(asked.substr(0, end));
        asked.remove_prefix(std::min(end + 1, asked.size()));
        if (std::find(client.scopes.begin(), client.scopes.end(), scope) == client.scopes.end())
            return std::nullopt;
        if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) scopes.push_back(scope);
    }
    return joined(scopes.empty() ? client.scopes : scopes);
}

} // namespace

std::optional<std::map<std::string, std::string>> parse_form(std::string_view body) {
    Fields fields;
    while (!body.empty()) {
        const auto pair = body.substr(0, body.find('&'));
        body.remove_prefix(std::min(pair.size() + 1, body.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = form_decoded(pair.substr(0, equals));
        const auto value = form_decoded(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value || fields.size() == names_max || !fields.emplace(*name, *value).second)
            return std::nullopt;
    }
    return fields;
}

tl::expected<Answer, Problem> TokenEndpoint::post(const Request& request) const {
    auto fields = read_fields(request);
    if (!fields) return tl::unexpected(fields.error());
    if (!add_basic(request.authorization, *fields))
        return invalid_request(
            "Authorization is not Basic with the client's id and secret, or the body has them too");
    const auto grant = fields->find("grant_type");
    if (grant == fields->end()) return invalid_request("grant_type is missing");
    if (grant->second != "client_credentials")
        return tl::unexpected(Problem{400, "unsupported-grant-type", "Tokens are not given for this grant",
                                      "grant_type is not client_credentials"});
    const auto* client = clients_.find((*fields)["client_id"], (*fields)["client_secret"]);
    if (client == nullptr) return invalid_client();
    const auto scope = granted((*fields)["scope"], *client);
    if (!scope)
        return tl::unexpected(Problem{400, "invalid-scope", "The client may not have this scope",
                                      "scope names one that is not the client's"});
    const auto now = std::chrono::floor<std::chrono::seconds>(clock_.wall_now());
    const auto token = sign_token(key_, {client->id, *scope, now, now + lifetime_});
    return json_answer(
        200, fmt::format(R"({{"access_token":"{}","token_type":"Bearer","expires_in":{},"scope":"{}"}})",
                         token, lifetime_.count(), *scope));
}

tl::expected<Claims, Problem> TokenEndpoint::admit(const Request& request, std::string_view scope) const {
    const auto token = bearer_of(request.authorization);
    if (!token)
        return tl::unexpected(Problem{401, "invalid-token", "The token is not accepted",
                                      "Authorization is not Bearer with a token of POST /auth/token"});
    auto claims = verify_token(key_, *token, clock_.wall_now());
    if (!claims)
        return tl::unexpected(
            Problem{401, "invalid-token", "The token is not accepted", std::string(to_text(claims.error()))});
    if (grants(*claims, scope)) return *std::move(claims);
    return tl::unexpected(Problem{403, "insufficient-scope", "The token does not grant this",
                                  fmt::format("the token has not the scope {}", scope)});
}

} // namespace redline::leadpipe
