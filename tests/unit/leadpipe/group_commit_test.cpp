#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <optional>
#include <string>

#include "redline/leadpipe/group_commit.hpp"

using namespace redline::leadpipe;

namespace {

using Commits = GroupCommit<int, int>;

/// A store that writes down what is asked of it, and fails where told.
struct ScriptedStore {
    std::string steps;
    bool begins = true, commits = true;

    bool begin(bool durable) { return steps += durable ? "begin! " : "begin ", begins; }
    bool commit() { return steps += "commit ", commits; }
    void rollback() { steps += "rollback "; }
    std::optional<int> apply(int order) {
        steps += std::to_string(order) + ' ';
        return order < 0 ? std::nullopt : std::optional(order * 10);
    }
};

std::vector<int> apply_all(ScriptedStore& store, bool durable, const std::vector<int>& orders) {
    return in_one_transaction(store, durable, orders, [&](int order) { return store.apply(order); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(group_commit)

BOOST_AUTO_TEST_CASE(each_caller_gets_the_outcome_of_its_own_order) {
    Commits commits({1000, 7}, [](const std::vector<int>& orders) {
        std::vector<int> outcomes;
        for (const int order : orders) outcomes.push_back(order * 2);
        return outcomes;
    });
    std::atomic<int> right{0};
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 4; ++caller)
            callers.emplace_back([&, caller] {
                for (int order = caller * 1000; order < caller * 1000 + 250; ++order)
                    right += commits.submit(order) == order * 2;
            });
    }
    BOOST_TEST(right == 1000);
}

BOOST_AUTO_TEST_CASE(what_waits_while_a_batch_is_written_is_the_next_batch_up_to_its_limit) {
    std::promise<void> first_began, go_on;
    std::vector<std::size_t> sizes;
    Commits commits({5, 3}, [&](const std::vector<int>& orders) {
        sizes.push_back(orders.size());
        if (sizes.size() == 1) {
            first_began.set_value();
            go_on.get_future().wait();
        }
        return orders;
    });
    std::vector<std::future<std::optional<int>>> callers;
    const auto call = [&](int order) {
        callers.push_back(std::async(std::launch::async, [&, order] { return commits.submit(order); }));
    };
    call(0);
    first_began.get_future().wait();
    // Five fit into the line behind the batch that is being written; of eight more callers three are told
    // that it is full, at once.
    for (int order = 1; order <= 8; ++order) call(order);
    const auto refused = [&] {
        std::size_t count = 0;
        for (auto& caller : callers)
            count += caller.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
        return count;
    };
    while (refused() < 3) std::this_thread::yield();
    go_on.set_value();
    std::size_t kept = 0;
    for (auto& caller : callers) kept += caller.get().has_value();
    BOOST_TEST(kept == 6U);
    BOOST_TEST(sizes == (std::vector<std::size_t>{1, 3, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_transaction_is_all_or_nothing) {
    ScriptedStore store;
    BOOST_TEST(apply_all(store, true, {1, 2}) == (std::vector{10, 20}), boost::test_tools::per_element());
    BOOST_TEST(store.steps == "begin! 1 2 commit ");

    ScriptedStore failing_step;
    BOOST_TEST(apply_all(failing_step, false, {1, -2, 3}).empty());
    BOOST_TEST(failing_step.steps == "begin 1 -2 rollback ");

    ScriptedStore failing_commit{{}, true, false};
    BOOST_TEST(apply_all(failing_commit, false, {1}).empty());
    BOOST_TEST(failing_commit.steps == "begin 1 commit rollback ");

    ScriptedStore closed{{}, false, true};
    BOOST_TEST(apply_all(closed, false, {1}).empty());
    BOOST_TEST(closed.steps == "begin ");
}

BOOST_AUTO_TEST_SUITE_END()
