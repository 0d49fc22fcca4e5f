/// Why this exists: a buyer looks at what it bought today and in the last seven days, many times an hour, and
/// so do all buyers at once: this is the read path that a cache is for.
///
///     {"buyer":"sunrise","day":"2026-05-07","made_at":"2026-05-07T09:30:00.000Z",
///      "today":{"day":"2026-05-07","sold":3,"cents":12600,"returned":1,"returned_cents":4200},
///      "last_7_days":[ the same for each day, the oldest first, today last ]}
///
/// It is as old as `made_at` says (the cache) and knows what the writer has applied by then (the store's
/// lag). Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "redline/leadpipe/cache.hpp"
#include "redline/leadpipe/logged_event.hpp"
#include "redline/leadpipe/store.hpp"

namespace redline::leadpipe {

/// The text above; `rows` are the buyer's, in any order. Pure.
std::string dashboard_json(std::string_view buyer, base::WallTime now, const std::vector<SalesRow>& rows);

class Dashboards {
  public:
    /// What is handed in outlives this.
    Dashboards(Store& store, Cache& cache, base::Clock& clock)
        : store_(store), cache_(cache), clock_(clock) {}

    /// Of a buyer that bought nothing: zeros.
    base::Result<std::string> of(const std::string& buyer);

    /// Facts were applied to the store: the dashboards of their buyers have changed (Writer::Applied).
    void applied(const std::vector<LoggedEvent>& facts);

    /// How many could be loaded.
    std::size_t warm(const std::vector<std::string>& buyers);

  private:
    std::string key_of(std::string_view buyer) const;
    base::Result<std::string> load(std::string_view buyer);

    Store& store_;
    Cache& cache_;
    base::Clock& clock_;
};

} // namespace redline::leadpipe
