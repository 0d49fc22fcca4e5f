/// Why this exists: which processes make a pipeline, and how each is called, is a list. What starts and stops
/// them knows nothing else about them, so that one more is one more line of pipeline_roles().
///
/// Pure, any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace redline::leadpipe {

struct Role {
    std::string name;               ///< also its folder's, below the pipeline's
    std::vector<std::string> words; ///< of its command line; `{worker-0}` stands for the port of that role
    unsigned short port = 0;        ///< 0: any free one, and the same again after a restart
};

struct RoleOptions {
    std::filesystem::path folder; ///< absolute
    unsigned workers = 2;
    unsigned short gateway_port = 0;
    std::vector<std::string> serve_words{};   ///< passed on to each worker
    std::vector<std::string> gateway_words{}; ///< passed on to the gateway
    std::vector<std::string> buyers_words{};  ///< passed on to the buyers
};

/// In the order they are started; they are stopped in the opposite one, the gateway first.
std::vector<Role> pipeline_roles(const RoleOptions& options);

/// The words with each `{role}` replaced by the port known for it; others stay.
std::vector<std::string> with_ports(const std::vector<std::string>& words,
                                    const std::map<std::string, unsigned short>& ports);

} // namespace redline::leadpipe
