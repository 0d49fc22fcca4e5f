/// The store's tables and the statements that change them, each one step of a transaction the caller began.
/// Belongs to one thread at a time. False: SQLite failed, and the transaction must be taken back.
#pragma once

#include "redline/leadpipe/logged_event.hpp"
#include "redline/leadpipe/store_values.hpp"
#include "sqlite.hpp"

namespace redline::leadpipe {

base::Result<Database> open_store_file(const std::filesystem::path& file);

class StoreProjection {
  public:
    static base::Result<StoreProjection> open(Database database);

    bool begin(bool durable) { return transactions_.begin(database_, durable); }
    bool commit() { return transactions_.commit(); }
    void rollback() { transactions_.rollback(); }
    tl::unexpected<base::Error> failed() const { return database_.failed(); }

    std::optional<std::int64_t> cursor() { return find_cursor_.number(); }
    bool move_cursor(std::int64_t sequence) { return move_cursor_.run(sequence); }
    bool apply(const LoggedEvent& fact);

    bool keep_report(const ReportRow& report);
    bool drop_reports(std::int64_t kept_max) { return drop_reports_.run(kept_max); }

  private:
    struct Lead {
        Day day{};
        std::string vertical;
        LeadState state = LeadState::accepted;
        std::string buyer;
        std::optional<Day> sold_day;
        std::int64_t price_cents = 0;
    };

    explicit StoreProjection(Database database) : database_(std::move(database)) {}
    base::Result<void> prepare();

    /// Nothing when SQLite failed.
    std::optional<std::optional<Lead>> find(LeadId id);
    bool write(LeadId id, const std::optional<Lead>& before, const Lead& after);
    bool count_lead(const Lead& lead, std::int64_t by);
    bool count_sale(const Lead& lead);
    bool count_return(const Lead& lead);

    Database database_;
    Transactions transactions_;
    Statement find_cursor_, move_cursor_, find_lead_, write_lead_, count_lead_, count_sale_, count_return_;
    Statement keep_report_, drop_reports_;
};

} // namespace redline::leadpipe
