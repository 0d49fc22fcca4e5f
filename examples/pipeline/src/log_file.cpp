#include "redline/leadpipe/log_file.hpp"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace redline::leadpipe {

base::Result<LogFile> LogFile::open(const std::filesystem::path& file) {
    if (file.empty()) return LogFile(STDERR_FILENO);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (descriptor >= 0) return LogFile(descriptor);
    return base::failure(base::ErrorCode::io,
                         fmt::format("cannot open the log {}: {}", file.string(), std::strerror(errno)),
                         "its folder must exist and be writable");
}

LogFile::~LogFile() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

void LogFile::write(std::string_view line) {
    std::string whole(line);
    whole += '\n';
    std::string_view rest = whole;
    while (!rest.empty()) {
        const auto written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace redline::leadpipe
