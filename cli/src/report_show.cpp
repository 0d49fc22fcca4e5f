// redline report show: a stored run record as the terminal summary, or as the stable JSON summary.
#include "command.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "redline/reports/record_file.hpp"
#include "redline/reports/record_json.hpp"
#include "redline/reports/terminal.hpp"
#include "screen.hpp"

namespace redline::cli {

namespace {

int show(const std::string& file, const GlobalOptions& global) {
    const auto record = reports::read_record_file(file);
    if (!record) return print_mistake(record.error());
    print_result(global.format == "json" ? base::to_text(reports::summary_json(*record), 2)
                                         : reports::summary_text(*record, result_wants_colour()));
    return 0;
}

} // namespace

void declare_report_show(CLI::App& parent, const GlobalOptions& global, Action& chosen) {
    auto& command = *parent.add_subcommand("show", "Print the summary of a run record");
    const auto file = std::make_shared<std::string>();
    command.add_option("RECORD", *file, "The record, as run --out wrote it")->required();
    command.callback([file, &global, &chosen] { chosen = [file, &global] { return show(*file, global); }; });
}

} // namespace redline::cli
