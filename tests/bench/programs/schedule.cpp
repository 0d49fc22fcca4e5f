// Prints the due times, in nanoseconds, of a Poisson schedule of 100,000 flows at 100 a second.
#include <cstdio>

#include "redline/loadgen/schedule.hpp"

int main() {
    using namespace redline::loadgen;
    Plan plan;
    plan.stages = {{.name = "hold",
                    .duration = std::chrono::seconds(1100), // a tenth more than it takes on average
                    .from = {100},
                    .to = {100},
                    .arrivals = Arrivals::poisson}};
    plan.flows = {{"only", 1, {0}}};
    plan.seed = 1;
    const Schedule schedule(plan);
    auto starts = schedule.starts();
    for (int flow = 0; flow < 100'000; ++flow)
        if (const auto start = starts.next())
            std::printf("%lld\n", static_cast<long long>(start->due.count()));
}
