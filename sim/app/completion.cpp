#include "app/completion.hpp"

#include "app/completion_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace steppe::app {
namespace {

std::string escaped(std::string_view text, std::string_view special, std::string_view before)
{
    std::string result;
    for (char const letter : text) {
        if (special.find(letter) != std::string_view::npos) {
            result += before;
        }
        result += letter;
    }
    return result;
}

/// In single quotes, as bash and zsh read them.
std::string in_quotes(std::string_view text)
{
    std::string result{"'"};
    for (char const letter : text) {
        result += letter == '\'' ? std::string{"'\\''"} : std::string(1, letter);
    }
    return result + "'";
}

/// In single quotes, as fish reads them.
std::string fish_quoted(std::string_view text) { return "'" + escaped(text, "\\'", "\\") + "'"; }

std::vector<std::string> names_of_commands(std::vector<Command> const& commands)
{
    std::vector<std::string> names(commands.size());
    std::transform(commands.begin(), commands.end(), names.begin(), [](Command const& command) { return command.name; });
    return names;
}

std::string_view bash_name(ValueKind kind)
{
    switch (kind) {
    case ValueKind::words:
        return "words";
    case ValueKind::list:
        return "list";
    case ValueKind::files:
        return "files";
    case ValueKind::free:
    case ValueKind::none:
        break;
    }
    return "free";
}

/// The branches of bash by command, and by command and option. What the same values may follow is one branch.
std::string bash_branches(std::vector<Command> const& commands)
{
    std::string by_command;
    std::map<std::string, std::string> by_option;
    for (Command const& command : commands) {
        std::vector<std::string> names;
        for (OptionFacts const& option : command.options()) {
            names.push_back("--" + option.name);
            Completion const values = values_of(option);
            if (values.kind == ValueKind::none) {
                continue;
            }
            std::string& patterns = by_option[fmt::format("kind={} words={}", bash_name(values.kind),
                                                          in_quotes(fmt::format("{}", fmt::join(values.words, " "))))];
            patterns += fmt::format("{}'{} --{}'", patterns.empty() ? "" : " | ", command.name, option.name);
            if (!option.letter.empty()) {
                patterns += fmt::format(" | '{} -{}'", command.name, option.letter);
            }
        }
        Completion const arguments = arguments_of(command);
        by_command += fmt::format("        {}) options={} words={} kind={} ;;\n", command.name,
                                  in_quotes(fmt::format("{}", fmt::join(names, " "))),
                                  in_quotes(fmt::format("{}", fmt::join(arguments.words, " "))),
                                  arguments.kind == ValueKind::files ? "argument_or_file" : "argument");
    }
    std::string text = "    case $command in\n" + by_command + "    esac\n    case \"$command $previous\" in\n";
    for (auto const& [values, patterns] : by_option) {
        text += fmt::format("        {}) {} ;;\n", patterns, values);
    }
    return text + "    esac\n";
}

std::string bash_script(std::vector<Command> const& commands)
{
    std::string text = R"(# bash completion of steppe, written by: steppe describe completion bash
_steppe() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    local options='' words='' kind='' before=''
    COMPREPLY=()
    if [[ $current == '=' ]]; then
        current=''
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD == 1)); then
)";
    text += fmt::format(
        "        mapfile -t COMPREPLY < <(compgen -W '{} --help --version' -- \"$current\")\n        return\n    fi\n",
        fmt::join(names_of_commands(commands), " "));
    return text + bash_branches(commands) + R"(    case $kind in
        free) ;;
        words) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
        list)
            [[ $current != *,* ]] || before=${current%,*},
            mapfile -t COMPREPLY < <(compgen -P "$before" -W "$words" -- "${current##*,}")
            compopt -o nospace 2>/dev/null
            ;;
        files)
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            compopt -o filenames 2>/dev/null
            ;;
        *)
            if [[ $current == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
                return
            fi
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
            if [[ $kind == argument_or_file ]]; then
                mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
                compopt -o filenames 2>/dev/null
            fi
            ;;
    esac
}
complete -F _steppe steppe
)";
}

/// What zsh's _arguments expects after an option that takes a value: ":A,B,..:_values -s , arms ...".
std::string zsh_action(OptionFacts const& option)
{
    Completion const values = values_of(option);
    std::string const shown = escaped(option.placeholder, ":\\", "\\");
    switch (values.kind) {
    case ValueKind::none:
        return "";
    case ValueKind::free:
        return fmt::format(":{}:", shown);
    case ValueKind::words:
        return fmt::format(":{}:({})", shown, fmt::join(values.words, " "));
    case ValueKind::list:
        return fmt::format(":{}:_values -s , {} {}", shown, option.name, fmt::join(values.words, " "));
    case ValueKind::files:
        return fmt::format(":{}:_files", shown);
    }
    return "";
}

std::string zsh_option(OptionFacts const& option)
{
    std::string const help = "[" + escaped(option.help, "[]\\:", "\\") + "]";
    std::string const action = zsh_action(option);
    std::string const many = option.repeatable ? "*" : "";
    if (option.letter.empty()) {
        return in_quotes(fmt::format("{}--{}{}{}{}", many, option.name, action.empty() ? "" : "=", help, action));
    }
    return fmt::format("'(-{0} --{1})'{{-{0}{2},--{1}{3}}}{4}", option.letter, option.name, action.empty() ? "" : "+",
                       action.empty() ? "" : "=", in_quotes(help + action));
}

std::string zsh_script(std::vector<Command> const& commands)
{
    std::string described;
    std::string branches;
    for (Command const& command : commands) {
        described += fmt::format("        {}\n", in_quotes(command.name + ":" + escaped(command.summary, ":\\", "\\")));
        branches += fmt::format("        {})\n            _arguments -s", command.name);
        for (OptionFacts const& option : command.options()) {
            branches += " \\\n                " + zsh_option(option);
        }
        Completion const arguments = arguments_of(command);
        if (!arguments.words.empty()) {
            branches += fmt::format(" \\\n                '1:what:({})'", fmt::join(arguments.words, " "));
        }
        if (arguments.kind == ValueKind::files) {
            branches += " \\\n                '*:file:_files'";
        }
        branches += "\n            ;;\n";
    }
    return fmt::format(R"(#compdef steppe
# zsh completion of steppe, written by: steppe describe completion zsh
_steppe() {{
    local -a commands
    commands=(
{})
    if ((CURRENT == 2)); then
        _describe -t commands 'command of steppe' commands
        return
    fi
    shift words
    ((CURRENT--))
    case $words[1] in
{}    esac
}}
if [[ $funcstack[1] == _steppe ]]; then
    _steppe "$@"
else
    compdef _steppe steppe
fi
)",
                       described, branches);
}

std::string fish_values(OptionFacts const& option)
{
    Completion const values = values_of(option);
    std::string const words = fmt::format("{}", fmt::join(values.words, " "));
    switch (values.kind) {
    case ValueKind::none:
        return "";
    case ValueKind::free:
        return " -x";
    case ValueKind::words:
        return " -x -a " + fish_quoted(words);
    case ValueKind::list:
        return " -x -a " + fish_quoted(fmt::format("(__fish_append , {})", words));
    case ValueKind::files:
        return " -r -F";
    }
    return "";
}

std::string fish_script(std::vector<Command> const& commands)
{
    std::string text = "# fish completion of steppe, written by: steppe describe completion fish\n"
                       "complete -c steppe -f\n"
                       "complete -c steppe -n __fish_use_subcommand -l help -d 'the commands'\n"
                       "complete -c steppe -n __fish_use_subcommand -l version -d 'what was built'\n";
    for (Command const& command : commands) {
        text += fmt::format("complete -c steppe -n __fish_use_subcommand -a {} -d {}\n", command.name,
                            fish_quoted(command.summary));
        std::string const here = fmt::format("complete -c steppe -n '__fish_seen_subcommand_from {}'", command.name);
        Completion const arguments = arguments_of(command);
        if (!arguments.words.empty()) {
            text += fmt::format("{} -a {}\n", here, fish_quoted(fmt::format("{}", fmt::join(arguments.words, " "))));
        }
        if (arguments.kind == ValueKind::files) {
            text += here + " -F\n";
        }
        for (OptionFacts const& option : command.options()) {
            text +=
                fmt::format("{} -l {}{}{} -d {}\n", here, option.name, option.letter.empty() ? "" : " -s " + option.letter,
                            fish_values(option), fish_quoted(option.help));
        }
    }
    return text;
}

} // namespace

std::vector<std::string> shell_names() { return {"bash", "zsh", "fish"}; }

std::string completion_script(Shell shell, std::vector<Command> const& commands)
{
    switch (shell) {
    case Shell::bash:
        return bash_script(commands);
    case Shell::zsh:
        return zsh_script(commands);
    case Shell::fish:
        return fish_script(commands);
    }
    return "";
}

} // namespace steppe::app
