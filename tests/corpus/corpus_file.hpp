/// Why this exists: the one place that knows how a corpus file is found and read.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace redline::test {

/// The whole of a file below REDLINE_CORPUS_DIR; its absence fails the test.
inline std::string corpus_text(const std::string& path) {
    const auto full = std::string(std::getenv("REDLINE_CORPUS_DIR")) + "/" + path;
    std::ifstream file(full);
    BOOST_REQUIRE_MESSAGE(file.good(), "cannot read " << full);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline std::vector<std::string> corpus_lines(const std::string& path) {
    std::istringstream text(corpus_text(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

} // namespace redline::test
