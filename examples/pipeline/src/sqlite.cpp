#include "sqlite.hpp"

#include <fmt/format.h>

namespace redline::leadpipe {

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

void Statement::bind(int position, std::string_view value) {
    sqlite3_bind_text64(statement_.get(), position, value.data(), value.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void Statement::bind(int position, const std::optional<std::int64_t>& value) {
    if (value)
        bind(position, *value);
    else
        sqlite3_bind_null(statement_.get(), position);
}

base::Result<Database> Database::open(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    Database database(std::shared_ptr<sqlite3>(handle, sqlite3_close_v2));
    if (code == SQLITE_OK) return database;
    return base::failure(base::ErrorCode::io,
                         fmt::format("cannot open the ledger {}: {}", file.string(), sqlite3_errstr(code)),
                         "its folder must exist and be writable");
}

base::Result<void> Database::execute(const std::string& sql) {
    if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return base::failure(base::ErrorCode::io, "the ledger failed: " + message());
}

base::Result<Statement> Database::prepare(std::string_view sql) {
    Statement statement(database_.get(), sql);
    if (statement) return statement;
    return base::failure(base::ErrorCode::io, "the ledger failed: " + message());
}

} // namespace redline::leadpipe
