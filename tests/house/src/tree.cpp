#include "tree.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "cpp_text.hpp"

namespace redline::house {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t text_bytes_max = 4 << 20;

File make_file(std::string path, std::string text) {
    File file{std::move(path), std::move(text), {}};
    if (file.is_cpp()) file.code = blanked(file.text);
    return file;
}

/// Output of `git ls-files -z`, empty where git is missing or refuses.
std::string git_listing(const fs::path& root) {
    const auto command =
        "git -C '" + root.string() + "' ls-files -z --cached --others --exclude-standard 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
    std::string listing;
    std::array<char, 4096> buffer{};
    while (pipe) {
        const auto got = fread(buffer.data(), 1, buffer.size(), pipe.get());
        if (got == 0) break;
        listing.append(buffer.data(), got);
    }
    return listing;
}

std::vector<std::string> walked(const fs::path& root) {
    std::vector<std::string> paths;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
        const auto name = at->path().filename().string();
        const bool at_top = at.depth() == 0;
        if (at->is_directory() && (name == ".git" || (at_top && name == "build")))
            at.disable_recursion_pending();
        else if (at->is_regular_file())
            paths.push_back(at->path().lexically_relative(root).generic_string());
    }
    return paths;
}

std::vector<std::string> listed(const fs::path& root) {
    if (!fs::exists(root / ".git")) return walked(root);
    const auto listing = git_listing(root);
    if (listing.empty()) return walked(root);
    std::vector<std::string> paths;
    std::istringstream stream(listing);
    for (std::string path; std::getline(stream, path, '\0');) paths.push_back(path);
    return paths;
}

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

bool File::is_cpp() const { return path.ends_with(".hpp") || path.ends_with(".cpp"); }

bool File::is_below(std::string_view wanted) const {
    return path.size() > wanted.size() && path.starts_with(wanted) && path[wanted.size()] == '/';
}

std::string_view File::folder() const {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string_view{} : std::string_view(path).substr(0, slash);
}

std::string_view File::stem() const {
    const auto slash = path.rfind('/');
    const auto name = std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
    return name.substr(0, name.rfind('.'));
}

const File* Tree::find(std::string_view path) const {
    const auto at = std::lower_bound(files.begin(), files.end(), path,
                                     [](const File& file, std::string_view p) { return file.path < p; });
    return at != files.end() && at->path == path ? &*at : nullptr;
}

Tree make_tree(const std::vector<std::pair<std::string, std::string>>& files) {
    Tree tree;
    for (const auto& [path, text] : files) tree.files.push_back(make_file(path, text));
    std::sort(tree.files.begin(), tree.files.end(),
              [](const File& a, const File& b) { return a.path < b.path; });
    return tree;
}

Tree read_tree(const fs::path& root) {
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& path : listed(root)) {
        const auto whole = root / path;
        if (!fs::is_regular_file(whole) || fs::file_size(whole) > text_bytes_max) continue;
        files.emplace_back(path, read_text(whole));
    }
    return make_tree(files);
}

} // namespace redline::house
