#pragma once
/// The command line of a subcommand: groups of options, each a plain struct, bound together by the command that has them.

#include "base/diagnostics.hpp"
#include "scenario/scenario.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boost::program_options {
class options_description;
class variables_map;
} // namespace boost::program_options

namespace steppe::app {

/// Exit codes of every subcommand.
namespace exit_code {
inline constexpr int done = 0;
inline constexpr int bad_input = 2;
inline constexpr int environment = 3;
inline constexpr int some_replicates_failed = 4;
inline constexpr int audit_failed = 5; ///< something is inert, or an echo, without a reason that the scenario states
inline constexpr int interrupted = 130;
} // namespace exit_code

/// The options of a subcommand while they are declared.
class OptionList {
public:
    explicit OptionList(boost::program_options::options_description& description) : description_{description} {}

    void flag(char const* name, char const* help);
    /// Options that take a value, which --help shows as `placeholder`.
    void text(char const* name, char const* placeholder, char const* help);
    /// One of some words, which the placeholder lists: native|1.
    void choice(char const* name, std::vector<std::string> const& words, char const* help);
    void texts(char const* name, char const* placeholder, char const* help); ///< may be given more than once
    void integer(char const* name, char const* placeholder, char const* help);
    void number(char const* name, char const* placeholder, char const* help);

private:
    boost::program_options::options_description& description_;
};

/// Reads the options that were given; every fault goes to `faults`. What was not declared counts as not given.
class OptionReader {
public:
    OptionReader(boost::program_options::variables_map const& values, Diagnostics& faults) : values_{values}, faults_{faults}
    {
    }

    [[nodiscard]] bool flag(std::string const& name) const;
    [[nodiscard]] std::optional<std::string> text(std::string const& name) const;
    [[nodiscard]] std::vector<std::string> texts(std::string const& name) const;
    /// The parts between commas, without empty ones.
    [[nodiscard]] std::vector<std::string> list(std::string const& name, std::string const& fallback = "") const;
    /// A whole number in [1, most], or `fallback` where the option is absent.
    [[nodiscard]] int count(std::string const& name, int fallback, int most) const;
    /// The number that an option has, which is there.
    [[nodiscard]] double real(std::string const& name) const;
    /// A time that is not negative, or `fallback` where the option is absent.
    [[nodiscard]] double seconds(std::string const& name, double fallback) const;
    /// Which of the known words an option names, the first where it names none of them; nothing where it is absent.
    [[nodiscard]] std::optional<std::size_t> choice(std::string const& name, std::vector<std::string> const& known) const;
    /// What --set and the shorthands --replicates, --months and --seed override.
    [[nodiscard]] std::vector<Override> overrides() const;

    void fault(std::string const& where, std::string_view code, std::string const& message) const;

private:
    void add(std::vector<Override>& found, std::string const& option, std::string const& key, std::string value) const;

    boost::program_options::variables_map const& values_;
    Diagnostics& faults_;
};

/// A group of options as a command has it: how to declare its options, and how to fill it in.
struct BoundGroup {
    std::function<void(OptionList&)> declare;
    std::function<void(OptionReader const&)> read;
};

/// The groups of a command in the order of --help. Each has `static void declare(OptionList&)` and `void read(OptionReader const&)`,
/// and must stay where it is as long as the bound groups are used.
template <class... Groups>
[[nodiscard]] std::vector<BoundGroup> bind_groups(Groups&... groups)
{
    return {BoundGroup{[](OptionList& list) { Groups::declare(list); },
                       [&groups](OptionReader const& reader) { groups.read(reader); }}...};
}

/// A rule over several groups; it comes behind them.
[[nodiscard]] inline BoundGroup rule(std::function<void(OptionReader const&)> check)
{
    return {[](OptionList&) {}, std::move(check)};
}

/// An option as a command declares it, for help, completion and manual.
struct OptionFacts {
    std::string name;   ///< "replicates"
    std::string letter; ///< "n", or empty
    std::string
        placeholder; ///< what --help shows as its value; empty: a flag. Words between bars are all that it may be: "native|1"
    bool repeatable{};
    std::string help;
};

/// The options of some groups, in the order of --help.
[[nodiscard]] std::vector<OptionFacts> facts_of(std::vector<BoundGroup> const& groups);

/// Parses `words`, the command line after the subcommand, into the groups. Throws InputError (C...) naming each fault.
void parse_words(std::vector<std::string> const& words, std::vector<BoundGroup> const& groups);

/// A subcommand. `run` takes the words after its name and returns an exit code; faults are thrown as InputError or
/// EnvironmentError.
struct Command {
    std::string name;
    std::string arguments;
    std::string summary;
    std::function<int(std::vector<std::string> const&)> run;
    std::function<std::vector<OptionFacts>()> options; ///< in the order of --help
};

/// Prints what --help shows of a command.
void print_help(Command const& command, std::vector<BoundGroup> const& groups);

/// The command that `execute` is with its `Options`, which have a member `common`, and `groups()` that binds all of them.
template <class Options>
[[nodiscard]] Command make_command(std::string name, std::string arguments, std::string summary,
                                   std::function<int(Options const&)> execute)
{
    Command command{std::move(name), std::move(arguments), std::move(summary), {}, {}};
    command.options = [] { return facts_of(Options{}.groups()); };
    command.run = [described = command, execute](std::vector<std::string> const& words) {
        Options options;
        std::vector<BoundGroup> const groups = options.groups();
        parse_words(words, groups);
        if (options.common.help) {
            print_help(described, groups);
            return exit_code::done;
        }
        options.common.command_line = {"steppe", described.name};
        options.common.command_line.insert(options.common.command_line.end(), words.begin(), words.end());
        return execute(options);
    };
    return command;
}

template <class Options>
[[nodiscard]] Command make_command(std::string name, std::string arguments, std::string summary,
                                   int (*execute)(Options const&))
{
    return make_command(std::move(name), std::move(arguments), std::move(summary),
                        std::function<int(Options const&)>{execute});
}

} // namespace steppe::app
