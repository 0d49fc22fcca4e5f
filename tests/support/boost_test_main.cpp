// The main() of every Boost.Test program in the house.
#define BOOST_TEST_MODULE redline
#include <boost/test/unit_test.hpp>
