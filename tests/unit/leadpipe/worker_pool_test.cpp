#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <memory>

#include "redline/leadpipe/worker_pool.hpp"

using redline::leadpipe::WorkerPool;

BOOST_AUTO_TEST_SUITE(worker_pool)

BOOST_AUTO_TEST_CASE(finishes_what_was_taken_on) {
    std::atomic<int> done{0};
    {
        WorkerPool pool(3, 1000);
        for (int work = 0; work < 500; ++work) BOOST_REQUIRE(pool.try_run([&] { ++done; }));
    }
    BOOST_TEST(done == 500);
}

BOOST_AUTO_TEST_CASE(says_no_when_its_line_is_full) {
    std::promise<void> started, release;
    WorkerPool pool(1, 1);
    BOOST_TEST(pool.try_run([&] {
        started.set_value();
        release.get_future().wait();
    }));
    started.get_future().wait();
    BOOST_TEST(pool.try_run([] {}));
    BOOST_TEST(!pool.try_run([] {}));
    release.set_value();
}

BOOST_AUTO_TEST_CASE(lets_go_of_work_that_is_done) {
    // The last owner of `held` is the work; its deleter tells when the pool let go.
    std::promise<void> let_go;
    std::shared_ptr<int> held(new int(1), [&](int* number) {
        delete number;
        let_go.set_value();
    });
    WorkerPool pool(1, 10);
    BOOST_REQUIRE(pool.try_run([held = std::move(held)] {}));
    BOOST_TEST((let_go.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready));
}

BOOST_AUTO_TEST_SUITE_END()
