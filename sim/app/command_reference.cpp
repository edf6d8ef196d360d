#include "app/command_reference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace steppe::app {
namespace {

/// A bar would end the cell of a table.
std::string cell(std::string const& text)
{
    std::string result;
    for (char const letter : text) {
        result += letter == '|' ? std::string{"\\|"} : std::string(1, letter);
    }
    return result;
}

nlohmann::json option_json(OptionFacts const& option)
{
    return {{"name", option.name},
            {"letter", option.letter},
            {"placeholder", option.placeholder},
            {"repeatable", option.repeatable},
            {"help", option.help}};
}

} // namespace

std::string command_reference(std::vector<Command> const& commands)
{
    std::string text =
        "# Commands\n\n<!-- Written by: steppe describe commands -->\n\n"
        "`steppe COMMAND --help` shows the same. Faults of the input come all at once, each with its place.\n"
        "Exit codes: 0 done, 2 the input is at fault, 3 the environment is, 4 some replicates failed, 5 an audit found "
        "something inert\nwithout a reason, 130 interrupted.\n";
    for (Command const& command : commands) {
        text += fmt::format(
            "\n## steppe {}\n\n```\nsteppe {} {} [OPTIONS]\n```\n\n{}.\n\n| option | value | meaning |\n|---|---|---|\n",
            command.name, command.name, command.arguments, command.summary);
        for (OptionFacts const& option : command.options()) {
            text += fmt::format("| {}`--{}` | {} | {} |\n", option.letter.empty() ? "" : "`-" + option.letter + "` ",
                                option.name, option.placeholder.empty() ? "" : "`" + cell(option.placeholder) + "`",
                                cell(option.help));
        }
    }
    return text;
}

nlohmann::json command_reference_json(std::vector<Command> const& commands)
{
    nlohmann::json all = nlohmann::json::array();
    for (Command const& command : commands) {
        std::vector<OptionFacts> const options = command.options();
        nlohmann::json rows = nlohmann::json::array();
        std::transform(options.begin(), options.end(), std::back_inserter(rows), option_json);
        all.push_back(
            {{"name", command.name}, {"arguments", command.arguments}, {"summary", command.summary}, {"options", rows}});
    }
    return all;
}

} // namespace steppe::app
