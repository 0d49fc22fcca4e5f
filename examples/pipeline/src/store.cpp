#include "redline/leadpipe/store.hpp"

#include <mutex>

#include "store_projection.hpp"
#include "store_reader.hpp"

namespace redline::leadpipe {

struct Store::Parts {
    std::mutex writing;
    StoreProjection projection;
    std::mutex reading;
    StoreReader reader;

    Parts(StoreProjection written, StoreReader read)
        : projection(std::move(written)), reader(std::move(read)) {}

    /// Facts that are applied already are passed over; the place is behind the last one.
    bool apply(const std::vector<LoggedEvent>& batch) {
        const auto place = projection.cursor();
        if (!place) return false;
        for (const auto& fact : batch)
            if (fact.sequence > *place && !projection.apply(fact)) return false;
        return batch.back().sequence <= *place || projection.move_cursor(batch.back().sequence);
    }

    /// Runs the step in a transaction; an error of the step takes it back.
    template <class Step>
    base::Result<void> in_transaction(bool durable, Step step) {
        const std::lock_guard lock(writing);
        if (!projection.begin(durable)) return projection.failed();
        base::Result<void> done = step();
        if (done && projection.commit()) return done;
        if (done) done = projection.failed();
        projection.rollback();
        return done;
    }

    base::Result<void> checked(bool done) {
        if (done) return {};
        return projection.failed();
    }

    template <class Question>
    auto ask(Question question) {
        const std::lock_guard lock(reading);
        return question(reader);
    }
};

base::Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& file) {
    auto written = open_store_file(file).and_then(StoreProjection::open);
    if (!written) return tl::unexpected(written.error());
    auto read = open_store_file(file).and_then(StoreReader::open);
    if (!read) return tl::unexpected(read.error());
    auto parts = std::make_unique<Parts>(*std::move(written), *std::move(read));
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Store::~Store() = default;

base::Result<std::int64_t> Store::cursor() {
    return parts_->ask([](StoreReader& reader) { return reader.cursor(); });
}

base::Result<void> Store::apply(const std::vector<LoggedEvent>& batch, const BeforeCommit& before_commit) {
    if (batch.empty()) return {};
    return parts_->in_transaction(false, [&]() -> base::Result<void> {
        if (!parts_->apply(batch)) return parts_->projection.failed();
        return before_commit ? before_commit() : base::Result<void>();
    });
}

base::Result<std::vector<SalesRow>> Store::sales(DayRange days, std::optional<std::string_view> buyer) {
    return parts_->ask([&](StoreReader& reader) { return reader.sales(days, buyer); });
}

base::Result<std::vector<LeadCountRow>> Store::lead_counts(DayRange days) {
    return parts_->ask([&](StoreReader& reader) { return reader.lead_counts(days); });
}

base::Result<void> Store::keep_report(const ReportRow& report) {
    return parts_->in_transaction(true,
                                  [&] { return parts_->checked(parts_->projection.keep_report(report)); });
}

base::Result<std::optional<ReportRow>> Store::report(std::string_view id) {
    return parts_->ask([&](StoreReader& reader) { return reader.report(id); });
}

base::Result<std::vector<ReportRow>> Store::unfinished_reports(std::size_t count_max) {
    return parts_->ask([&](StoreReader& reader) { return reader.unfinished_reports(count_max); });
}

base::Result<std::int64_t> Store::report_count() {
    return parts_->ask([](StoreReader& reader) { return reader.report_count(); });
}

base::Result<void> Store::drop_reports(std::int64_t kept_max) {
    return parts_->in_transaction(false,
                                  [&] { return parts_->checked(parts_->projection.drop_reports(kept_max)); });
}

} // namespace redline::leadpipe
