/// Why this exists: the ledger answers what became of one lead; what a buyer bought this week it could only
/// count. The store is the read model: a SQLite file of its own, made from the ledger's log and from nothing
/// else, so that it may be late, lost or broken without a lead being so; deleted, it is made anew.
///
/// apply() puts a batch of facts and the place in the log behind them into one transaction. However often a
/// process dies between, each fact counts exactly once; facts at or before that place are passed over.
///
/// What a fact changes: received makes a lead (accepted, until another fact says more); a lead is sold once,
/// and is returned only by who bought it; what contradicts that changes nothing, as in the ledger. The
/// ledger's own states are not asked.
///
/// A batch does not wait for the disk: what a power failure takes back is read from the log again. Reports
/// wait for it: the log does not know them.
///
/// Any thread. Readers do not wait for the writer (WAL). Errors are SQLite's.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/leadpipe/logged_event.hpp"
#include "redline/leadpipe/store_values.hpp"

namespace redline::leadpipe {

class Store {
  public:
    /// Asked before each commit of a batch; an error takes the batch back. For faults (StoreFaults).
    using BeforeCommit = std::function<base::Result<void>()>;

    /// Opens or makes the file. Fails if it is no store or one of another schema.
    static base::Result<std::unique_ptr<Store>> open(const std::filesystem::path& file);
    ~Store();

    /// The sequence of the last fact applied; 0 at first.
    base::Result<std::int64_t> cursor();
    /// All or nothing. The facts are ascending.
    base::Result<void> apply(const std::vector<LoggedEvent>& batch, const BeforeCommit& before_commit = {});

    /// By day and buyer, ascending; of every buyer where none is named.
    base::Result<std::vector<SalesRow>> sales(DayRange days, std::optional<std::string_view> buyer = {});
    /// By day, vertical and state, ascending, without those of which there are none.
    base::Result<std::vector<LeadCountRow>> lead_counts(DayRange days);

    /// Durable when it returns. One that is known is written over.
    base::Result<void> keep_report(const ReportRow& report);
    base::Result<std::optional<ReportRow>> report(std::string_view id);
    /// Reports without a content, or with a webhook still to be told; who is due first comes first.
    base::Result<std::vector<ReportRow>> unfinished_reports(std::size_t count_max);
    /// How many are kept.
    base::Result<std::int64_t> report_count();
    /// Removes finished reports, the first by id, until at most so many are kept.
    base::Result<void> drop_reports(std::int64_t kept_max);

  private:
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace redline::leadpipe
