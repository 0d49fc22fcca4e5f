/// The few calls of SQLite's C interface the ledger needs, owning what they open. A Database and its
/// Statements belong to one thread at a time; errors are SQLite's own words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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

class Database {
  public:
    static base::Result<Database> open(const std::filesystem::path& file);

    base::Result<void> execute(const std::string& sql);
    base::Result<Statement> prepare(std::string_view sql);
    std::string message() const { return sqlite3_errmsg(database_.get()); }

  private:
    explicit Database(std::shared_ptr<sqlite3> database) : database_(std::move(database)) {}

    std::shared_ptr<sqlite3> database_;
};

} // namespace redline::leadpipe
