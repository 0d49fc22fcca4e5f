#include "redline/reports/record_file.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

#include <boost/test/unit_test.hpp>

#include "redline/reports/totals.hpp"
#include "sample_record.hpp"

using namespace redline;
using namespace redline::reports;

namespace {

/// A folder of its own that goes with the test.
struct Folder {
    std::filesystem::path path;
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "record_file.XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(path), std::filesystem::directory_iterator()));
    }
};

std::string content(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(record_file)

BOOST_AUTO_TEST_CASE(a_record_written_is_read_back) {
    const Folder folder;
    const auto record = test::sample_record();
    BOOST_REQUIRE(write_record(folder.path / "run.json", record).has_value());
    const auto read = read_record_file(folder.path / "run.json");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(totals_of(read->result).requests() == totals_of(record.result).requests());
    BOOST_TEST(folder.files() == 1u);
}

BOOST_AUTO_TEST_CASE(an_old_file_is_replaced_whole) {
    const Folder folder;
    BOOST_REQUIRE(write_file(folder.path / "page.html", "a long first version").has_value());
    BOOST_REQUIRE(write_file(folder.path / "page.html", "short").has_value());
    BOOST_TEST(content(folder.path / "page.html") == "short");
    BOOST_TEST(folder.files() == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_written_leaves_nothing_behind) {
    const Folder folder;
    const auto missing = write_file(folder.path / "no" / "run.json", "x");
    BOOST_REQUIRE(!missing.has_value());
    BOOST_TEST((missing.error().code == base::ErrorCode::not_found));
    BOOST_TEST(base::to_text(missing.error()).find("cannot write") != std::string::npos);
    std::filesystem::create_directory(folder.path / "taken");
    BOOST_TEST(!write_file(folder.path / "taken", "x").has_value());
    BOOST_TEST(folder.files() == 1u);
}

// A limit on the size of files stands in for a full disk.
BOOST_AUTO_TEST_CASE(a_disk_that_fills_leaves_the_old_file_and_no_other) {
    const Folder folder;
    BOOST_REQUIRE(write_file(folder.path / "run.json", "old").has_value());
    auto* const before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit tight{100, limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    const auto written = write_file(folder.path / "run.json", std::string(1000, 'x'));
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, before);
    BOOST_TEST(!written.has_value());
    BOOST_TEST(content(folder.path / "run.json") == "old");
    BOOST_TEST(folder.files() == 1u);
}

BOOST_AUTO_TEST_CASE(a_device_is_written_in_place) {
    BOOST_TEST(write_file("/dev/null", "x").has_value());
    BOOST_TEST(std::filesystem::is_character_file("/dev/null"));
}

BOOST_AUTO_TEST_CASE(a_missing_record_is_not_found) {
    const auto read = read_record_file("/nowhere/run.json");
    BOOST_REQUIRE(!read.has_value());
    BOOST_TEST((read.error().code == base::ErrorCode::not_found));
    BOOST_TEST(base::to_text(read.error()).find("cannot read /nowhere/run.json: No such file or directory") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
