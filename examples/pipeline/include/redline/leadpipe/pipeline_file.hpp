/// Why this exists: `down` must stop what `up` started and nothing else, days later and from another
/// terminal. What runs is written down in `pipeline.json` of the pipeline's folder, by the supervisor alone,
/// each time it changes; the file is replaced as a whole, so no reader sees half of it.
///
/// Format: {"version":1,"supervisor":{"pid","start"},"roles":[{"name","pid","start","port","restarts"}…]},
/// roles in the order they were started; pid 0 for one that does not run. Values without locks.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/leadpipe/process_identity.hpp"

namespace redline::leadpipe {

struct RoleRecord {
    std::string name;
    ProcessIdentity process{};
    unsigned short port = 0; ///< on loopback; 0: not known yet
    int restarts = 0;
    bool operator==(const RoleRecord&) const = default;
};

struct PipelineRecord {
    ProcessIdentity supervisor{};
    std::vector<RoleRecord> roles;
    bool operator==(const PipelineRecord&) const = default;
};

std::string to_json(const PipelineRecord& record);
/// `name` is the file's, for errors.
base::Result<PipelineRecord> parse_pipeline_record(std::string_view text, std::string_view name);

std::filesystem::path pipeline_file(const std::filesystem::path& folder);

/// Error `not_found` when nothing is written down there.
base::Result<PipelineRecord> read_pipeline_file(const std::filesystem::path& folder);
base::Result<void> write_pipeline_file(const std::filesystem::path& folder, const PipelineRecord& record);

} // namespace redline::leadpipe
