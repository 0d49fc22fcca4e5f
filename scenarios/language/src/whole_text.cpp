#include "whole_text.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

#include <fmt/format.h>

namespace redline::language {

namespace {

base::Result<std::string> read_stream(std::istream& in, std::string_view name, std::size_t bytes_max) {
    std::string text;
    std::string piece(64 * 1024, '\0');
    while (in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        text.append(piece, 0, static_cast<std::size_t>(in.gcount()));
        if (text.size() > bytes_max)
            return base::failure(base::ErrorCode::invalid_input,
                                 fmt::format("`{}` holds more than {} MiB", name, bytes_max >> 20));
    }
    return text;
}

} // namespace

base::Result<std::string> read_whole(std::string_view file, std::size_t bytes_max) {
    if (file == "-") return read_stream(std::cin, "standard input", bytes_max);
    const std::filesystem::path path{std::string(file)};
    std::error_code code;
    if (std::filesystem::is_directory(path, code))
        return base::failure(base::ErrorCode::io, fmt::format("`{}` is a folder", file));
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return base::failure(base::ErrorCode::not_found,
                             fmt::format("`{}` cannot be read: {}", file, std::strerror(errno)));
    return read_stream(in, file, bytes_max);
}

} // namespace redline::language
