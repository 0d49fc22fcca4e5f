// redline alert check: every mistake in rule files, at its place.
#include "command.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "redline/alerting/rule_file.hpp"
#include "screen.hpp"

namespace redline::cli {

namespace {

int check(const std::vector<std::string>& files) {
    int status = 0;
    for (const auto& file : files) {
        const auto rules = alerting::read_rules(file);
        if (!rules)
            status = print_mistake(rules.error());
        else
            print_result(fmt::format("{}: in order", file));
    }
    return status;
}

} // namespace

void declare_alert_check(CLI::App& parent, const GlobalOptions&, Action& chosen) {
    auto& command = *parent.add_subcommand("check", "Show every mistake in rule files");
    const auto files = std::make_shared<std::vector<std::string>>();
    command.add_option("FILE", *files, "Rule files")->required();
    command.callback([files, &chosen] { chosen = [files] { return check(*files); }; });
}

} // namespace redline::cli
