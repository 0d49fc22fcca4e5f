/// Why this exists: a report that is half written when the disk fills or the run is stopped must not replace
/// a whole one. Files appear under their name only complete (POSIX rename is atomic within a directory).
///
/// Failures are ErrorCode::not_found or io, and leave no file behind.
#pragma once

#include <filesystem>
#include <string_view>

#include "redline/base/error.hpp"
#include "redline/reports/run_record.hpp"

namespace redline::reports {

/// Writes `text` to a temporary file beside `path`, flushes it to the disk, and renames it to `path`.
base::Result<void> write_file(const std::filesystem::path& path, std::string_view text);

/// The whole record as JSON.
base::Result<void> write_record(const std::filesystem::path& path, const RunRecord& record);

base::Result<RunRecord> read_record_file(const std::filesystem::path& path);

} // namespace redline::reports
