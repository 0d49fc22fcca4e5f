#include <boost/test/unit_test.hpp>

#include <fstream>
#include <map>
#include <thread>

#include "redline/leadpipe/log_file.hpp"
#include "scratch_folder.hpp"

using redline::leadpipe::LogFile;

BOOST_AUTO_TEST_SUITE(log_file)

BOOST_AUTO_TEST_CASE(lines_of_many_threads_stay_whole) {
    const redline::test::ScratchFolder folder;
    const auto file = folder.path() / "log";
    auto log = LogFile::open(file);
    BOOST_REQUIRE(log);
    {
        std::vector<std::jthread> writers;
        for (char name = 'a'; name < 'e'; ++name)
            writers.emplace_back([&log, name] {
                for (int line = 0; line < 500; ++line) log->write(std::string(300, name));
            });
    }
    std::ifstream in(file);
    std::map<std::string, int> seen;
    for (std::string line; std::getline(in, line);) ++seen[line];
    BOOST_TEST(seen.size() == 4U);
    for (const auto& [line, count] : seen) {
        BOOST_TEST(line.size() == 300U);
        BOOST_TEST(count == 500);
    }
}

BOOST_AUTO_TEST_CASE(it_appends_to_what_is_there) {
    const redline::test::ScratchFolder folder;
    const auto file = folder.path() / "log";
    LogFile::open(file)->write("one");
    LogFile::open(file)->write("two");
    std::ifstream in(file);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    BOOST_TEST(text == "one\ntwo\n");
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_named) {
    const auto log = LogFile::open("/no/such/folder/log");
    BOOST_REQUIRE(!log);
    BOOST_TEST(log.error().message == "cannot open the log /no/such/folder/log: No such file or directory");
}

BOOST_AUTO_TEST_SUITE_END()
