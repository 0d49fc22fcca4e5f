#include "redline/reports/record_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "redline/reports/record_json.hpp"

namespace redline::reports {

namespace {

base::Error cannot(std::string_view what, const std::filesystem::path& path, int number) {
    const auto code = number == ENOENT ? base::ErrorCode::not_found : base::ErrorCode::io;
    return {code, fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(number)), {}, {}};
}

/// 0, or the errno that stopped it.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

/// Devices and pipes (`/dev/stdout`) are written in place: there is nothing to replace.
bool is_replaceable(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

base::Result<void> write_in_place(const std::filesystem::path& path, std::string_view text) {
    std::ofstream file(path, std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.flush()) return {};
    return tl::unexpected(cannot("write", path, errno));
}

} // namespace

base::Result<void> write_file(const std::filesystem::path& path, std::string_view text) {
    if (!is_replaceable(path)) return write_in_place(path, text);
    auto temporary = path.string() + ".XXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0) return tl::unexpected(cannot("write", path, errno));
    constexpr mode_t readable_by_all = 0644;
    ::fchmod(descriptor, readable_by_all);
    auto failed = write_all(descriptor, text);
    ::close(descriptor);
    if (failed == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) failed = errno;
    if (failed == 0) return {};
    ::unlink(temporary.c_str());
    return tl::unexpected(cannot("write", path, failed));
}

base::Result<void> write_record(const std::filesystem::path& path, const RunRecord& record) {
    return write_file(path, base::to_text(to_json(record)) + "\n");
}

base::Result<RunRecord> read_record_file(const std::filesystem::path& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) return tl::unexpected(cannot("read", path, errno));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) return tl::unexpected(cannot("read", path, EIO));
    return read_record(text, path.string());
}

} // namespace redline::reports
