#include "redline/leadpipe/sticky.hpp"

#include <cmath>

#include "redline/base/random.hpp"

namespace redline::leadpipe {

std::optional<std::size_t> sticky_worker(std::string_view key, std::span<const WorkerLoad> workers) {
    std::optional<std::size_t> best;
    double best_score = 0;
    for (std::size_t index = 0; index < workers.size(); ++index) {
        if (!workers[index].healthy) continue;
        const auto drawn = base::Random::keyed(index, key, 0).exponential();
        const auto score = drawn / workers[index].weight; // the first to ring of clocks with these rates
        if (best && score >= best_score) continue;
        best = index;
        best_score = score;
    }
    return best;
}

} // namespace redline::leadpipe
