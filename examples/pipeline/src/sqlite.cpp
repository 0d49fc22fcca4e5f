#include "sqlite.hpp"

#include <array>

#include <fmt/format.h>

namespace redline::leadpipe {

namespace {

constexpr const char* settings = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA busy_timeout = 5000;
PRAGMA cache_size = -65536;
PRAGMA wal_autocheckpoint = 4000;)";

} // namespace

Statement::Statement(sqlite3* database, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                       &statement, nullptr);
    if (statement != nullptr) statement_.reset(statement, sqlite3_finalize);
}

std::string Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return bytes == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes), size);
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
    return integer(column);
}

/// A text that points nowhere is empty, not missing, which SQLite would take it for.
void Statement::bind(int position, std::string_view value) {
    const char* const text = value.data() == nullptr ? "" : value.data();
    sqlite3_bind_text64(statement_.get(), position, text, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind(int position, const std::optional<std::int64_t>& value) {
    if (value)
        bind(position, *value);
    else
        sqlite3_bind_null(statement_.get(), position);
}

base::Result<Database> Database::open(const std::filesystem::path& file, const Schema& schema) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    Database database(std::shared_ptr<sqlite3>(handle, sqlite3_close_v2), std::string(schema.what));
    if (code != SQLITE_OK)
        return base::failure(
            base::ErrorCode::io,
            fmt::format("cannot open the {} {}: {}", schema.what, file.string(), sqlite3_errstr(code)),
            "its folder must exist and be writable");
    if (auto settled = database.settle_schema(file, schema); !settled) return tl::unexpected(settled.error());
    return database;
}

base::Result<void> Database::settle_schema(const std::filesystem::path& file, const Schema& schema) {
    if (auto set = execute(settings); !set) return set;
    const auto version = number("PRAGMA user_version");
    if (!version) return tl::unexpected(version.error());
    const auto table_count = number("SELECT count(*) FROM sqlite_schema");
    if (!table_count) return tl::unexpected(table_count.error());
    if (*version != schema.version && *table_count > 0)
        return base::failure(base::ErrorCode::invalid_input,
                             fmt::format("{} is not a {} of schema {} (its number is {})", file.string(),
                                         schema.what, schema.version, *version),
                             std::string(schema.way_out));
    return execute(
        fmt::format("BEGIN IMMEDIATE;{}PRAGMA user_version = {};COMMIT;", schema.tables, schema.version));
}

base::Result<void> Database::execute(const std::string& sql) {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return failed();
}

base::Result<Statement> Database::prepare(std::string_view sql) {
    Statement statement(database_.get(), sql);
    if (statement) return statement;
    return failed();
}

base::Result<void> Database::prepare(std::span<const std::pair<Statement*, std::string_view>> statements) {
    for (const auto& [statement, sql] : statements) {
        auto prepared = prepare(sql);
        if (!prepared) return tl::unexpected(prepared.error());
        *statement = *std::move(prepared);
    }
    return {};
}

base::Result<std::int64_t> Database::number(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    if (const auto found = statement->number()) return *found;
    return failed();
}

tl::unexpected<base::Error> Database::failed() const {
    return base::failure(base::ErrorCode::io,
                         fmt::format("the {} failed: {}", what_, sqlite3_errmsg(database_.get())));
}

base::Result<void> Transactions::prepare(Database& database) {
    const std::array<std::pair<Statement*, std::string_view>, 3> statements{
        {{&begin_, "BEGIN IMMEDIATE"}, {&commit_, "COMMIT"}, {&rollback_, "ROLLBACK"}}};
    return database.prepare(statements);
}

bool Transactions::begin(Database& database, bool durable) {
    return wait_for_disk(database, durable) && begin_.start() == SQLITE_DONE;
}

/// Executed anew each time, never kept prepared: this pragma takes effect when it is compiled, not when it is
/// stepped (https://www.sqlite.org/pragma.html, "Some pragmas run during the SQL compilation stage").
bool Transactions::wait_for_disk(Database& database, bool durable) {
    if (durable == durable_) return true;
    if (!database.execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"))
        return false;
    durable_ = durable;
    return true;
}

} // namespace redline::leadpipe
