// The main() of every corpus test: status 77 tells ctest that there was nothing to judge by.
#define BOOST_TEST_NO_MAIN
#define BOOST_TEST_ALTERNATIVE_INIT_API
#include <cstdio>
#include <cstdlib>

#include <boost/test/unit_test.hpp>

namespace {

bool start_suites() { return true; }

} // namespace

int main(int count, char* arguments[]) {
    if (std::getenv("REDLINE_CORPUS_DIR") == nullptr) {
        std::puts("skipped: REDLINE_CORPUS_DIR is not set, so the shared corpora are not to be found");
        return 77;
    }
    return boost::unit_test::unit_test_main(&start_suites, count, arguments);
}
