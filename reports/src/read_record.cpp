#include <fmt/format.h>

#include "redline/reports/record_json.hpp"

#include "cursor.hpp"
#include "read_result.hpp"
#include "record_words.hpp"
#include "rules_json.hpp"

namespace redline::reports {

namespace {

loadgen::Finding read_finding(const Cursor& at) {
    return {at.text("code"), at.text("message"),
            static_cast<loadgen::Blame>(at.choice("blame", blame_words))};
}

ThresholdVerdict read_threshold(const Cursor& at) {
    return {at.text("text"), at.flag("judged"), at.flag("held"), at.text("observed"), at.text("note")};
}

RunRecord read_fields(const Cursor& at) {
    RunRecord record;
    const auto scenario = at.at("scenario");
    record.scenario = {scenario.text("name"), scenario.text("file"), scenario.count("seed"),
                       scenario.text("target")};
    record.redline_version = at.text("redline_version");
    const auto environment = at.at("environment");
    record.environment = {static_cast<unsigned>(environment.count_below("cores", 1'000'000)),
                          environment.text("kernel"), environment.text("cpu")};
    record.verdict = static_cast<Verdict>(at.choice("verdict", verdict_words));
    record.findings = at.list("findings", read_finding);
    record.thresholds = at.list("thresholds", read_threshold);
    record.rules = at.list("rules", read_rules_verdict);
    record.result = read_result(at.at("result"));
    return record;
}

/// A record of another schema is told apart before anything of it is judged missing.
void check_schema(const Cursor& at) {
    const auto schema = at.count("schema");
    if (schema != record_schema)
        at.at("schema").complain(fmt::format("this version reads schema {} only", record_schema));
}

} // namespace

base::Result<RunRecord> read_record(std::string_view text, std::string_view name) {
    const auto json = base::parse_json(text, name);
    if (!json) return tl::unexpected(json.error());
    Reading reading;
    const Cursor top(*json, "", reading);
    check_schema(top);
    auto record = reading.complaint.empty() ? read_fields(top) : RunRecord{};
    if (reading.complaint.empty()) return record;
    return base::failure(base::ErrorCode::invalid_input,
                         fmt::format("{}: this is not a run record: {}", name, reading.complaint),
                         "run records are written by `redline run --out FILE`");
}

} // namespace redline::reports
