/// The few calls of SQLite's C interface the ledger and the bus need, owning what they open. A Database and
/// its Statements belong to one thread at a time; errors are SQLite's own words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

class Statement {
  public:
    Statement() = default;
    Statement(sqlite3* database, std::string_view sql);

    explicit operator bool() const { return statement_ != nullptr; }

    /// Starts the statement anew with these values bound to its parameters, in order, and takes one step.
    /// SQLITE_ROW, SQLITE_DONE or an error.
    template <class... Values>
    int start(const Values&... values) {
        sqlite3_reset(statement_.get());
        int position = 0;
        (bind(++position, values), ...);
        return step();
    }
    int step() { return sqlite3_step(statement_.get()); }

    /// The same for a statement that answers with nothing. False when it failed.
    template <class... Values>
    bool run(const Values&... values) {
        const bool done = start(values...) == SQLITE_DONE;
        finish();
        return done;
    }

    /// The same for a statement whose answer is whether there is a row. Nothing when it failed.
    template <class... Values>
    std::optional<bool> finds(const Values&... values) {
        const int step = start(values...);
        finish();
        if (step != SQLITE_ROW && step != SQLITE_DONE) return std::nullopt;
        return step == SQLITE_ROW;
    }

    /// The same for a statement that answers with one number. Nothing when it failed or found none.
    template <class... Values>
    std::optional<std::int64_t> number(const Values&... values) {
        std::optional<std::int64_t> found;
        if (start(values...) == SQLITE_ROW) found = integer(0);
        finish();
        return found;
    }

    /// Ends a reading, so that it holds back no writer.
    void finish() { sqlite3_reset(statement_.get()); }

    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
    std::string text(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;

  private:
    void bind(int position, std::int64_t value) { sqlite3_bind_int64(statement_.get(), position, value); }
    void bind(int position, std::string_view value);
    void bind(int position, const std::optional<std::int64_t>& value);

    std::shared_ptr<sqlite3_stmt> statement_;
};

/// What a file holds and how to make it. What a released version wrote stays readable: a new shape gets a new
/// number and a step from the old one.
struct Schema {
    std::string_view what;   ///< `ledger`, for messages
    std::string_view tables; ///< statements that make what is missing
    int version = 1;
    std::string_view way_out; ///< the hint where a file is another one
};

class Database {
  public:
    /// Opens or makes the file (WAL, synchronous=FULL). Fails if it is of another schema or no database.
    static base::Result<Database> open(const std::filesystem::path& file, const Schema& schema);

    base::Result<void> execute(const std::string& sql);
    /// Prepares each statement in its place.
    base::Result<void> prepare(std::span<const std::pair<Statement*, std::string_view>> statements);
    base::Result<std::int64_t> number(std::string_view sql);
    tl::unexpected<base::Error> failed() const;

  private:
    Database(std::shared_ptr<sqlite3> database, std::string what)
        : database_(std::move(database)), what_(std::move(what)) {}

    base::Result<Statement> prepare(std::string_view sql);
    base::Result<void> settle_schema(const std::filesystem::path& file, const Schema& schema);

    std::shared_ptr<sqlite3> database_;
    std::string what_;
};

/// Transactions that wait for the disk or do not.
class Transactions {
  public:
    base::Result<void> prepare(Database& database);

    /// With `durable` the commit waits for the disk; without, only a power failure can take it back.
    bool begin(Database& database, bool durable);
    bool commit() { return commit_.start() == SQLITE_DONE; }
    void rollback() { rollback_.start(); }

  private:
    bool wait_for_disk(Database& database, bool durable);

    Statement begin_, commit_, rollback_;
    bool durable_ = true; ///< as the connection was opened
};

} // namespace redline::leadpipe
