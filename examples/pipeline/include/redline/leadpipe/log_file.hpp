/// Why this exists: a log line a reader can trust is whole: two threads never share a line, and a line that
/// was written survives the death of the process. Each line is one write(2) to a file opened for appending
/// (POSIX: the offset is set and the bytes written as one step), so no lock is needed.
///
/// Any thread. A line the file will not take, for example on a full disk, is lost; requests go on.
#pragma once

#include <filesystem>
#include <string_view>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

class LogFile {
  public:
    /// Opens or creates `file`; an empty name is standard error.
    static base::Result<LogFile> open(const std::filesystem::path& file);

    LogFile(LogFile&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    LogFile& operator=(LogFile&&) = delete;
    ~LogFile();

    /// Adds the end of line itself.
    void write(std::string_view line);

  private:
    explicit LogFile(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

} // namespace redline::leadpipe
