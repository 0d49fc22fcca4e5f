// The measure of functions, against functions counted by hand.
#include "measure.hpp"

#include <boost/test/unit_test.hpp>

#include "cpp_text.hpp"

using namespace redline;

namespace {

std::vector<house::FunctionMeasure> measured(std::string_view text) {
    return house::measure_functions(house::blanked(text));
}

} // namespace

BOOST_AUTO_TEST_SUITE(measure)

BOOST_AUTO_TEST_CASE(counts_lines_from_the_heading_to_the_closing_brace) {
    const auto functions = measured("namespace a {\n"
                                    "int one() { return 1; }\n"
                                    "\n"
                                    "int two(int x,\n"
                                    "        int y) {\n"
                                    "    return x + y;\n"
                                    "}\n"
                                    "}\n");
    BOOST_TEST_REQUIRE(functions.size() == 2U);
    BOOST_TEST(functions[0].heading == "int one()");
    BOOST_TEST(functions[0].line == 2);
    BOOST_TEST(functions[0].lines == 1);
    BOOST_TEST(functions[1].line == 4);
    BOOST_TEST(functions[1].lines == 4);
}

BOOST_AUTO_TEST_CASE(finds_functions_in_types_and_templates) {
    const auto functions = measured("template <class T>\n"
                                    "class Box final : public Lid<T> {\n"
                                    "  public:\n"
                                    "    explicit Box(T t) : t_(t) {}\n"
                                    "    T get() const noexcept { return t_; }\n"
                                    "  private:\n"
                                    "    T t_{};\n"
                                    "};\n"
                                    "template <class T> auto twice(T t) -> decltype(t + t) {\n"
                                    "    return t + t;\n"
                                    "}\n");
    BOOST_TEST_REQUIRE(functions.size() == 3U);
    BOOST_TEST(functions[2].lines == 3);
}

BOOST_AUTO_TEST_CASE(values_in_braces_are_no_functions) {
    BOOST_TEST(measured("constexpr std::array<Unit, 2> units{{{\"w\", 1}, {\"d\", 2}}};\n"
                        "enum class Kind { a, b };\n"
                        "struct Point { int x = 0; int y{1}; };\n")
                   .empty());
}

BOOST_AUTO_TEST_CASE(nesting_counts_blocks_and_lambdas_but_not_lists) {
    const auto functions = measured("void f() {\n"
                                    "    const int table[]{1, 2};\n"
                                    "    for (int i = 0; i < 2; ++i) {\n"
                                    "        if (i) {\n"
                                    "            call([&] { return Point{i, {i}}; });\n"
                                    "        } else if (g()) {\n"
                                    "            h();\n"
                                    "        }\n"
                                    "    }\n"
                                    "    while (x) { y(); }\n"
                                    "}\n");
    BOOST_TEST_REQUIRE(functions.size() == 1U);
    BOOST_TEST(functions[0].nesting == 3);
}

BOOST_AUTO_TEST_CASE(braces_in_comments_and_literals_do_not_count) {
    const auto functions =
        measured("void f() {\n"
                 "    // }\n"
                 "    auto a = '{'; auto b = \"{{{\"; auto c = R\"x(}})\")x\"; auto d = 1'000;\n"
                 "#define OPEN {\n"
                 "}\n"
                 "void g() {}\n");
    BOOST_TEST_REQUIRE(functions.size() == 2U);
    BOOST_TEST(functions[0].nesting == 0);
    BOOST_TEST(functions[1].line == 6);
}

BOOST_AUTO_TEST_CASE(a_test_case_is_measured_from_its_own_line) {
    const auto functions = measured("BOOST_AUTO_TEST_SUITE(x)\n"
                                    "\n"
                                    "BOOST_AUTO_TEST_CASE(y) {\n"
                                    "}\n");
    BOOST_TEST_REQUIRE(functions.size() == 1U);
    BOOST_TEST(functions[0].line == 3);
    BOOST_TEST(functions[0].lines == 2);
}

BOOST_AUTO_TEST_CASE(blanking_keeps_lines_and_columns) {
    const std::string text = "int a; // one\n/* two\nthree */ int b = \"x\\\"y\"; R\"(z\n)\";\n";
    const auto code = house::blanked(text);
    BOOST_TEST(code.size() == text.size());
    BOOST_TEST(code == "int a;       \n      \n         int b = \"    \"; R\"  \n \";\n");
}

BOOST_AUTO_TEST_SUITE_END()
