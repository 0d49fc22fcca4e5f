#include "mistyped.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "redline/base/nearest_word.hpp"

namespace redline::cli {

namespace {

std::string with_suggestion(std::string sentence, std::string_view word,
                            const std::vector<std::string>& known) {
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    return fmt::format("{}\n  = {}", sentence, base::suggestion(word, candidates));
}

/// The option `word` names here or, as options may follow the command, further up.
const CLI::Option* option_named(const CLI::App* app, const std::string& word) {
    for (; app != nullptr; app = app->get_parent())
        if (const auto* option = app->get_option_no_throw(word)) return option;
    return nullptr;
}

std::vector<std::string> options_of(const CLI::App* app) {
    std::vector<std::string> names;
    for (; app != nullptr; app = app->get_parent())
        for (const auto* option : app->get_options())
            for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* command) { return !command->get_name().empty(); });
}

std::vector<std::string> names_of(const std::vector<const CLI::App*>& commands) {
    std::vector<std::string> names;
    for (const auto* command : commands) names.push_back(command->get_name());
    return names;
}

} // namespace

std::optional<std::string> mistyped_word(const CLI::App& app, std::span<const std::string> arguments) {
    const auto* at = &app;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto word = arguments[i].substr(0, arguments[i].find('='));
        if (word == "--") return std::nullopt;
        if (word.starts_with("-") && word.size() > 1) {
            const auto* option = option_named(at, word);
            if (option == nullptr)
                return with_suggestion(fmt::format("unknown option `{}`", word), word, options_of(at));
            const bool value_follows = option->get_items_expected_max() > 0 && word == arguments[i];
            if (value_follows) ++i;
            continue;
        }
        const auto commands = commands_of(*at);
        const auto command = std::find_if(commands.begin(), commands.end(),
                                          [&](const CLI::App* known) { return known->get_name() == word; });
        if (commands.empty()) continue;
        if (command == commands.end())
            return with_suggestion(fmt::format("unknown command `{}`", word), word, names_of(commands));
        at = *command;
    }
    const auto missing = names_of(commands_of(*at));
    if (missing.empty()) return std::nullopt;
    return fmt::format("a command is missing\n  = known: {}", fmt::join(missing, ", "));
}

} // namespace redline::cli
