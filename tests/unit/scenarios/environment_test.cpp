#include "redline/scenarios/environment.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <thread>

using namespace redline;

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(it_says_what_the_kernel_says) {
    const auto here = scenarios::read_environment();
    BOOST_TEST(here.cores >= 1U);
    BOOST_TEST(here.cores <= std::max(1U, std::thread::hardware_concurrency()));
    std::ifstream release_file("/proc/sys/kernel/osrelease");
    std::string release;
    release_file >> release;
    BOOST_TEST(here.kernel == "Linux " + release);
    std::ifstream cpu_file("/proc/cpuinfo");
    const std::string cpus{std::istreambuf_iterator<char>(cpu_file), {}};
    BOOST_TEST(cpus.find(here.cpu) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
