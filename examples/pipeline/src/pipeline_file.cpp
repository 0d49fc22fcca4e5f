#include "redline/leadpipe/pipeline_file.hpp"

#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "redline/base/json.hpp"

namespace redline::leadpipe {

namespace {

constexpr int version = 1;

base::Json to_json(const ProcessIdentity& process) {
    return {{"pid", process.pid}, {"start", process.start_ticks}};
}

/// A number of the object that fits its type; nothing for anything else.
template <class Number>
std::optional<Number> number_in(const base::Json& object, const char* key) {
    if (!object.is_object()) return std::nullopt;
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
    const auto value = found->get<std::uint64_t>();
    if (!std::in_range<Number>(value)) return std::nullopt;
    return static_cast<Number>(value);
}

std::optional<ProcessIdentity> process_in(const base::Json& object) {
    const auto pid = number_in<int>(object, "pid");
    const auto start = number_in<std::uint64_t>(object, "start");
    if (!pid || !start) return std::nullopt;
    return ProcessIdentity{*pid, *start};
}

std::optional<RoleRecord> role_in(const base::Json& object) {
    const auto process = process_in(object);
    const auto port = number_in<unsigned short>(object, "port");
    const auto restarts = number_in<int>(object, "restarts");
    if (!process || !port || !restarts || !object.contains("name") || !object["name"].is_string())
        return std::nullopt;
    return RoleRecord{object["name"].get<std::string>(), *process, *port, *restarts};
}

std::optional<PipelineRecord> record_in(const base::Json& json) {
    if (number_in<int>(json, "version") != version || !json.contains("supervisor") || !json.contains("roles"))
        return std::nullopt;
    const auto supervisor = process_in(json["supervisor"]);
    if (!supervisor || !json["roles"].is_array()) return std::nullopt;
    PipelineRecord record{*supervisor, {}};
    for (const auto& object : json["roles"]) {
        auto role = role_in(object);
        if (!role) return std::nullopt;
        record.roles.push_back(*std::move(role));
    }
    return record;
}

} // namespace

std::string to_json(const PipelineRecord& record) {
    auto roles = base::Json::array();
    for (const auto& role : record.roles)
        roles.push_back({{"name", role.name},
                         {"pid", role.process.pid},
                         {"start", role.process.start_ticks},
                         {"port", role.port},
                         {"restarts", role.restarts}});
    const base::Json json{
        {"version", version}, {"supervisor", to_json(record.supervisor)}, {"roles", std::move(roles)}};
    return base::to_text(json, 1) + '\n';
}

base::Result<PipelineRecord> parse_pipeline_record(std::string_view text, std::string_view name) {
    const auto json = base::parse_json(text, name);
    if (!json) return tl::unexpected(json.error());
    auto record = record_in(*json);
    if (!record)
        return base::failure(
            base::ErrorCode::invalid_input, fmt::format("{} does not say what runs", name),
            "it was written by another version or another hand; look for its processes by hand");
    return *std::move(record);
}

std::filesystem::path pipeline_file(const std::filesystem::path& folder) { return folder / "pipeline.json"; }

base::Result<PipelineRecord> read_pipeline_file(const std::filesystem::path& folder) {
    const auto file = pipeline_file(folder);
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return base::failure(base::ErrorCode::not_found,
                             fmt::format("no pipeline runs in {}", folder.string()),
                             fmt::format("start one: leadpipe up --folder {}", folder.string()));
    return parse_pipeline_record(std::string(std::istreambuf_iterator<char>(in), {}), file.string());
}

base::Result<void> write_pipeline_file(const std::filesystem::path& folder, const PipelineRecord& record) {
    const auto file = pipeline_file(folder);
    auto unfinished = file;
    unfinished += ".new";
    std::ofstream(unfinished, std::ios::binary) << to_json(record);
    std::error_code failed;
    std::filesystem::rename(unfinished, file, failed);
    if (failed)
        return base::failure(base::ErrorCode::io,
                             fmt::format("cannot write {}: {}", file.string(), failed.message()));
    return {};
}

} // namespace redline::leadpipe
