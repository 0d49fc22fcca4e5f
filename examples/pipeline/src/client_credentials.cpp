#include "redline/leadpipe/client_credentials.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "redline/leadpipe/api_keys.hpp"
#include "word_lines.hpp"

namespace redline::leadpipe {

namespace {

constexpr std::size_t secret_size_min = 16, secret_size_max = 128, name_size_max = 64, clients_max = 1000;
constexpr std::string_view form = "a line is: client secret scope,scope";

bool is_of(std::string_view word, std::string_view marks, bool capitals) {
    if (word.empty() || word.size() > name_size_max) return false;
    return std::all_of(word.begin(), word.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (capitals && c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != marks.npos;
    });
}

bool is_secret(std::string_view word) {
    return word.size() >= secret_size_min && word.size() <= secret_size_max &&
           std::all_of(word.begin(), word.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

std::vector<std::string> scopes_in(std::string_view word) {
    std::vector<std::string> scopes;
    while (true) {
        const auto comma = word.find(',');
        scopes.emplace_back(word.substr(0, comma));
        if (comma == word.npos) return scopes;
        word.remove_prefix(comma + 1);
    }
}

/// What is wrong with the words of one line; nothing when all is well.
std::optional<base::Diagnostic> mistake(const base::Place& line, const std::vector<LineWord>& words) {
    if (words.size() < 3) return at_word(line, words.back(), "the line ends too early", form);
    if (words.size() > 3) return at_word(line, words[3], "the line has more than three words", form);
    if (!is_of(words[0].text, "._-", true))
        return at_word(line, words[0], "this is no name of a client",
                       "up to 64 letters, digits, dots, underscores and dashes");
    if (!is_secret(words[1].text))
        return at_word(line, words[1], "this is no secret",
                       "a secret has 16 to 128 printable ASCII characters");
    const auto scopes = scopes_in(words[2].text);
    if (std::all_of(scopes.begin(), scopes.end(),
                    [](const auto& scope) { return is_of(scope, ".:_-", false); }))
        return std::nullopt;
    return at_word(line, words[2], "these are no scopes", "as leads:write,reports:read");
}

} // namespace

base::Result<ClientCredentials> ClientCredentials::parse(std::string_view text, std::string_view name) {
    base::Place place{blanked(text, name, 1), 0, 1, 1};
    std::vector<base::Diagnostic> diagnostics;
    ClientCredentials read;
    auto& clients = read.clients_;
    for (const auto line : lines_of(text)) {
        ++place.line;
        const auto words = split_line(line);
        if (words.empty()) continue;
        const auto is_known = [&](const TokenClient& client) { return client.id == words[0].text; };
        if (auto wrong = mistake(place, words))
            diagnostics.push_back(*std::move(wrong));
        else if (std::any_of(clients.begin(), clients.end(), is_known))
            diagnostics.push_back(
                at_word(place, words[0], "this client has come before", "remove one of them"));
        else
            clients.push_back(
                {std::string(words[0].text), std::string(words[1].text), scopes_in(words[2].text)});
    }
    if (!diagnostics.empty()) return base::failure(std::move(diagnostics));
    if (clients.empty() || clients.size() > clients_max)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("{} holds {} clients", name, clients.size()),
                             fmt::format("it must hold 1 to {}; {}", clients_max, form));
    return read;
}

const TokenClient* ClientCredentials::find(std::string_view id, std::string_view secret) const {
    const TokenClient* found = nullptr;
    for (const auto& client : clients_) {
        const bool same_id = equal_in_constant_time(client.id, id);
        const bool same_secret = equal_in_constant_time(client.secret, secret);
        if (same_id && same_secret) found = &client;
    }
    return found;
}

} // namespace redline::leadpipe
