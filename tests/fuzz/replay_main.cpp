// Runs a fuzz target over the files of a folder, once each: what the fuzzer found stays held where there is
// no clang. Prints each file's name first, so that a crash says which it was.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void replay(const fs::path& path) {
    std::printf("%s\n", path.filename().c_str());
    std::fflush(stdout);
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

} // namespace

int main(int count, char** words) {
    std::error_code missing;
    if (count != 2 || !fs::is_directory(words[1], missing)) {
        std::fprintf(stderr, "usage: replay FOLDER\n");
        return 2;
    }
    const auto files = files_of(words[1]);
    for (const auto& path : files) replay(path);
    return files.empty() ? 1 : 0; // an empty corpus would hold nothing
}
