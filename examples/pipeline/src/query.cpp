#include "redline/leadpipe/query.hpp"

#include <algorithm>

#include "query_metrics.hpp"
#include "redline/leadpipe/dashboard.hpp"

namespace redline::leadpipe {

struct Query::Parts {
    Parts(std::unique_ptr<Store> opened, QueryOptions chosen, Around around)
        : options(std::move(chosen)), store(std::move(opened)), faults(around.clock),
          cache(options.cache, around.clock), dashboards(*store, cache, around.clock),
          writer(*store, std::move(around.log), faults, around.clock, options.writer,
                 [this](const std::vector<LoggedEvent>& facts) { dashboards.applied(facts); }),
          reports(*store, around.clock, std::move(around.post_to), options.reports,
                  std::move(around.requested)) {
        if (options.warm) dashboards.warm(options.buyers);
    }

    const QueryOptions options;
    std::unique_ptr<Store> store;
    StoreFaults faults;
    Cache cache;
    Dashboards dashboards;
    Writer writer;
    Reports reports;
    WriterThread writing{writer}; ///< last, so that their threads end before what they use
    ReportsThread reporting{reports};
};

base::Result<std::unique_ptr<Query>> Query::open(const std::filesystem::path& store, QueryOptions options,
                                                 Around around) {
    auto opened = Store::open(store);
    if (!opened) return tl::unexpected(opened.error());
    auto parts = std::make_unique<Parts>(*std::move(opened), std::move(options), std::move(around));
    return std::unique_ptr<Query>(new Query(std::move(parts)));
}

Query::Query(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Query::~Query() = default;

tl::expected<Answer, Problem> Query::dashboard(std::string_view buyer) {
    const auto& known = parts_->options.buyers;
    const auto found = std::find(known.begin(), known.end(), buyer);
    if (found == known.end())
        return tl::unexpected(
            Problem{404, "not-found", "There is nothing here", "there is no buyer of this name"});
    auto shown = parts_->dashboards.of(*found);
    if (shown) return json_answer(200, *std::move(shown));
    return tl::unexpected(
        Problem{503, "store-unavailable", "The store does not answer", "the read model could not be read"});
}

tl::expected<Answer, Problem> Query::ask_report(const Request& request) {
    return parts_->reports.ask(request);
}
tl::expected<Answer, Problem> Query::report(std::string_view id) { return parts_->reports.show(id); }

void Query::poke() { parts_->writer.poke(); }
base::Result<Lag> Query::lag() { return parts_->writer.lag(); }
Cache& Query::cache() { return parts_->cache; }
StoreFaults& Query::store_faults() { return parts_->faults; }

std::vector<prometheus::MetricFamily> Query::metrics() {
    const auto seen = lag();
    return query_metrics(parts_->cache.counts(), parts_->writer.counts(),
                         seen ? std::optional(*seen) : std::nullopt);
}

} // namespace redline::leadpipe
