#include "redline/base/error.hpp"

#include <boost/test/unit_test.hpp>

namespace redline::base_test {

using namespace redline::base;

BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(a_failure_is_a_result_of_any_type) {
    const Result<int> result = failure(ErrorCode::network, "port 80 is in use", "choose another with --port");
    BOOST_TEST_REQUIRE(!result.has_value());
    BOOST_TEST((result.error().code == ErrorCode::network));
    BOOST_TEST(to_text(result.error()) == "port 80 is in use\n  = choose another with --port");
    BOOST_TEST(to_text(Error{ErrorCode::io, "no", {}, {}}) == "no");
}

BOOST_AUTO_TEST_CASE(diagnostics_come_in_the_order_of_the_file) {
    const auto source = std::make_shared<const SourceText>(SourceText{"a", "xy\nz\n"});
    const Result<int> result = failure({
        Diagnostic{{source, 2, 1, 1}, "third", {}},
        Diagnostic{{source, 1, 2, 1}, "second", {}},
        Diagnostic{{source, 1, 1, 1}, "first", {}},
        Diagnostic{{source, 2, 1, 1}, "fourth", {}},
    });
    BOOST_TEST((result.error().code == ErrorCode::invalid_input));
    BOOST_TEST(to_text(result.error()) == "a:1:1: first\n    1 | xy\n      | ^\n"
                                          "a:1:2: second\n    1 | xy\n      |  ^\n"
                                          "a:2:1: third\n    2 | z\n      | ^\n"
                                          "a:2:1: fourth\n    2 | z\n      | ^");
}

BOOST_AUTO_TEST_CASE(a_file_full_of_mistakes_shows_the_first_twenty) {
    const auto source = std::make_shared<const SourceText>(SourceText{"a", std::string(2'000, '\n')});
    std::vector<Diagnostic> diagnostics;
    for (int line = 1; line <= 1'023; ++line) diagnostics.push_back({{source, line, 1, 1}, "no", {}});
    const Result<int> result = failure(diagnostics);
    const auto text = to_text(result.error());
    BOOST_TEST(text.find("a:20:1: no") != std::string::npos);
    BOOST_TEST(text.find("a:21:1: no") == std::string::npos);
    BOOST_TEST(text.ends_with("\nand 1,003 more like these"));
    diagnostics.resize(20);
    const Result<int> few = failure(diagnostics);
    BOOST_TEST(to_text(few.error()).find("more like these") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace redline::base_test
