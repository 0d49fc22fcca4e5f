#include <boost/test/unit_test.hpp>

#include <prometheus/text_serializer.h>

#include "redline/leadpipe/counters.hpp"

BOOST_AUTO_TEST_SUITE(counters)

BOOST_AUTO_TEST_CASE(every_series_is_there_before_its_first_event) {
    redline::leadpipe::Counters counters;
    counters.sold_to("open-exchange").Increment();
    counters.accepted().Increment(2);
    const auto page = prometheus::TextSerializer().Serialize(counters.collectable()->Collect());
    for (const auto* line :
         {"leads_total{state=\"accepted\"} 2\n", "leads_total{state=\"duplicate\"} 0\n",
          "leads_sold_total{buyer=\"open-exchange\"} 1\n", "leads_sold_total{buyer=\"harbor-mortgage\"} 0\n",
          "leads_unsold_total 0\n", "injected_faults_total{fault=\"intake-errors\"} 0\n"})
        BOOST_TEST(page.find(line) != std::string::npos, line << " is not in\n" << page);
}

BOOST_AUTO_TEST_SUITE_END()
