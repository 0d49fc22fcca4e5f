#include "redline/leadpipe/role.hpp"

namespace redline::leadpipe {

namespace {

std::string worker_name(unsigned number) { return "worker-" + std::to_string(number); }

void append(std::vector<std::string>& words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
}

Role buyers_role(const RoleOptions& options) {
    Role role{"buyers", {"buyers"}, 0};
    append(role.words, options.buyers_words);
    return role;
}

Role worker_role(const RoleOptions& options, unsigned number) {
    const auto name = worker_name(number);
    Role role{name, {"serve", "--worker", std::to_string(number)}, 0};
    append(role.words, {"--database", (options.folder / name / "leads.sqlite").string()});
    append(role.words, {"--buyers", "127.0.0.1:{buyers}"});
    append(role.words, options.serve_words);
    return role;
}

Role gateway_role(const RoleOptions& options) {
    Role role{"gateway", {"gateway"}, options.gateway_port};
    for (unsigned number = 0; number < options.workers; ++number)
        append(role.words, {"--worker", "127.0.0.1:{" + worker_name(number) + "}"});
    append(role.words, options.gateway_words);
    return role;
}

} // namespace

std::vector<Role> pipeline_roles(const RoleOptions& options) {
    std::vector<Role> roles{buyers_role(options)};
    for (unsigned number = 0; number < options.workers; ++number)
        roles.push_back(worker_role(options, number));
    roles.push_back(gateway_role(options));
    return roles;
}

std::vector<std::string> with_ports(const std::vector<std::string>& words,
                                    const std::map<std::string, unsigned short>& ports) {
    auto filled = words;
    for (auto& word : filled)
        for (const auto& [role, port] : ports) {
            const auto place = '{' + role + '}';
            if (const auto at = word.find(place); at != std::string::npos)
                word.replace(at, place.size(), std::to_string(port));
        }
    return filled;
}

} // namespace redline::leadpipe
