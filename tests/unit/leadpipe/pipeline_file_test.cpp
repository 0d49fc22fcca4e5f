#include <boost/test/unit_test.hpp>

#include "redline/leadpipe/pipeline_file.hpp"
#include "scratch_folder.hpp"

using namespace redline;
using namespace redline::leadpipe;

namespace {

const PipelineRecord sample{{12, 3174016},
                            {{"worker-0", {13, 3174017}, 44411, 2}, {"gateway", {0, 0}, 65535, 0}}};

} // namespace

BOOST_AUTO_TEST_SUITE(pipeline_file)

BOOST_AUTO_TEST_CASE(what_is_written_down_is_read_again) {
    const test::ScratchFolder folder;
    BOOST_REQUIRE(write_pipeline_file(folder.path(), sample).has_value());
    BOOST_TEST((read_pipeline_file(folder.path()).value() == sample));
    BOOST_REQUIRE(write_pipeline_file(folder.path(), {}).has_value());
    BOOST_TEST((read_pipeline_file(folder.path()).value() == PipelineRecord{}));
}

BOOST_AUTO_TEST_CASE(a_folder_without_one_says_how_to_start_one) {
    const test::ScratchFolder folder;
    const auto error = read_pipeline_file(folder.path()).error();
    BOOST_TEST((error.code == base::ErrorCode::not_found));
    BOOST_TEST(error.message == "no pipeline runs in " + folder.path().string());
    BOOST_TEST(error.hint == "start one: leadpipe up --folder " + folder.path().string());
}

BOOST_AUTO_TEST_CASE(what_does_not_say_what_runs_is_refused) {
    const auto whole = to_json(sample);
    BOOST_TEST(parse_pipeline_record(whole, "file").has_value());
    for (const auto& [word, other] : {std::pair<std::string, std::string>{"\"version\": 1", "\"version\": 2"},
                                      {"\"pid\": 13", "\"pid\": -13"},
                                      {"\"pid\": 12", "\"pid\": 4294967308"},
                                      {"\"port\": 65535", "\"port\": 65536"},
                                      {"\"name\": \"gateway\"", "\"name\": 7"},
                                      {"\"start\": 3174016", "\"begin\": 3174016"},
                                      {"\"roles\"", "\"rolls\""},
                                      {"\"supervisor\"", "\"supervised\""}}) {
        auto text = whole;
        BOOST_REQUIRE(text.find(word) != std::string::npos);
        text.replace(text.find(word), word.size(), other);
        BOOST_TEST(!parse_pipeline_record(text, "file").has_value(), other);
    }
    for (const auto* text : {"", "[]", "7", R"({"version":1,"supervisor":[],"roles":{}})"})
        BOOST_TEST(!parse_pipeline_record(text, "file").has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_to_is_told) {
    const auto written = write_pipeline_file("/no/such/folder", sample);
    BOOST_TEST(written.error().message.starts_with("cannot write /no/such/folder/pipeline.json"));
}

BOOST_AUTO_TEST_SUITE_END()
