#include "app/command_line.hpp"

#include <boost/program_options.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace steppe::app {
namespace {

namespace po = boost::program_options;

template <class Value>
void add_value(po::options_description& description, char const* name, char const* placeholder, char const* help)
{
    description.add_options()(name, po::value<Value>()->value_name(placeholder), help);
}

po::options_description describe(std::vector<BoundGroup> const& groups)
{
    po::options_description description{"Options"};
    OptionList list{description};
    for (BoundGroup const& group : groups) {
        group.declare(list);
    }
    return description;
}

[[noreturn]] void refuse(po::error const& error, po::options_description const& description)
{
    std::string suggestion;
    if (auto const* unknown = dynamic_cast<po::unknown_option const*>(&error)) {
        std::vector<std::string> known;
        for (auto const& option : description.options()) {
            known.push_back("--" + option->long_name());
        }
        suggestion = closest_name(unknown->get_option_name(), known);
    }
    Diagnostics faults;
    faults.add({"command line", 0, 0}, "C102", error.what(), suggestion);
    throw InputError{faults.sorted()};
}

po::variables_map values_of(std::vector<std::string> const& words, po::options_description const& visible)
{
    po::options_description all;
    all.add(visible);
    all.add_options()("input", po::value<std::vector<std::string>>());
    po::positional_options_description positional;
    positional.add("input", -1);
    po::variables_map values;
    try {
        namespace style = po::command_line_style;
        // Guessing would accept any unambiguous abbreviation today and break it with the next option.
        int const exact = style::unix_style & ~style::allow_guessing;
        po::store(po::command_line_parser(words).options(all).positional(positional).style(exact).run(), values);
        po::notify(values);
    } catch (po::error const& error) {
        refuse(error, visible);
    }
    return values;
}

} // namespace

void OptionList::flag(char const* name, char const* help) { description_.add_options()(name, help); }

void OptionList::text(char const* name, char const* placeholder, char const* help)
{
    add_value<std::string>(description_, name, placeholder, help);
}

void OptionList::choice(char const* name, std::vector<std::string> const& words, char const* help)
{
    text(name, fmt::format("{}", fmt::join(words, "|")).c_str(), help);
}

void OptionList::texts(char const* name, char const* placeholder, char const* help)
{
    add_value<std::vector<std::string>>(description_, name, placeholder, help);
}

void OptionList::integer(char const* name, char const* placeholder, char const* help)
{
    add_value<int>(description_, name, placeholder, help);
}

void OptionList::number(char const* name, char const* placeholder, char const* help)
{
    add_value<double>(description_, name, placeholder, help);
}

bool OptionReader::flag(std::string const& name) const { return values_.count(name) != 0; }

std::optional<std::string> OptionReader::text(std::string const& name) const
{
    return flag(name) ? std::optional{values_[name].as<std::string>()} : std::nullopt;
}

std::vector<std::string> OptionReader::texts(std::string const& name) const
{
    return flag(name) ? values_[name].as<std::vector<std::string>>() : std::vector<std::string>{};
}

std::vector<std::string> OptionReader::list(std::string const& name, std::string const& fallback) const
{
    std::vector<std::string> parts;
    std::istringstream stream{text(name).value_or(fallback)};
    for (std::string part; std::getline(stream, part, ',');) {
        if (!part.empty()) {
            parts.push_back(part);
        }
    }
    return parts;
}

int OptionReader::count(std::string const& name, int fallback, int most) const
{
    if (!flag(name)) {
        return fallback;
    }
    int const given = values_[name].as<int>();
    if (given < 1 || given > most) {
        fault("--" + name, "C104", fmt::format("{} must lie in [1, {}]", given, most));
    }
    return given;
}

double OptionReader::real(std::string const& name) const { return values_[name].as<double>(); }

double OptionReader::seconds(std::string const& name, double fallback) const
{
    double const given = flag(name) ? values_[name].as<double>() : fallback;
    if (!(given >= 0.0)) {
        fault("--" + name, "C104", fmt::format("{} is no time in seconds", given));
    }
    return given;
}

std::optional<std::size_t> OptionReader::choice(std::string const& name, std::vector<std::string> const& known) const
{
    std::optional<std::string> const given = text(name);
    if (!given) {
        return std::nullopt;
    }
    auto const found = std::find(known.begin(), known.end(), *given);
    if (found == known.end()) {
        faults_.add({"--" + name, 0, 0}, "C104", fmt::format("'{}' is not one of {}", *given, fmt::join(known, ", ")),
                    closest_name(*given, known));
        return 0;
    }
    return static_cast<std::size_t>(found - known.begin());
}

std::vector<Override> OptionReader::overrides() const
{
    std::vector<Override> found;
    for (std::string const& assignment : texts("set")) {
        std::size_t const equals = assignment.find('=');
        if (equals == std::string::npos || equals == 0) {
            fault("--set " + assignment, "C103", "expected KEY=VALUE");
            continue;
        }
        add(found, "--set " + assignment, assignment.substr(0, equals), assignment.substr(equals + 1));
    }
    for (std::string const name : {"replicates", "months", "seed"}) {
        if (std::optional<std::string> const value = text(name)) {
            add(found, "--" + name, "run." + name, *value);
        }
    }
    return found;
}

void OptionReader::fault(std::string const& where, std::string_view code, std::string const& message) const
{
    faults_.add({where, 0, 0}, code, message);
}

void OptionReader::add(std::vector<Override>& found, std::string const& option, std::string const& key,
                       std::string value) const
{
    if (std::any_of(found.begin(), found.end(), [&](Override const& before) { return before.key == key; })) {
        fault(option, "C103", "'" + key + "' is set twice");
    }
    found.push_back({key, std::move(value)});
}

void parse_words(std::vector<std::string> const& words, std::vector<BoundGroup> const& groups)
{
    po::variables_map const values = values_of(words, describe(groups));
    Diagnostics faults;
    OptionReader const reader{values, faults};
    for (BoundGroup const& group : groups) {
        group.read(reader);
    }
    if (!reader.flag("help")) { // which is given whatever is missing
        faults.throw_if_any();
    }
}

std::vector<OptionFacts> facts_of(std::vector<BoundGroup> const& groups)
{
    po::options_description const description = describe(groups);
    std::vector<OptionFacts> facts;
    for (auto const& option : description.options()) {
        auto const value = option->semantic();
        std::string const letter = option->canonical_display_name(po::command_line_style::allow_dash_for_short);
        facts.push_back(
            {.name = option->long_name(),
             .letter = letter.size() == 2 ? letter.substr(1) : "",
             .placeholder = value->max_tokens() == 0 ? "" : option->format_parameter(),
             .repeatable = dynamic_cast<po::typed_value<std::vector<std::string>> const*>(value.get()) != nullptr,
             .help = option->description()});
    }
    return facts;
}

void print_help(Command const& command, std::vector<BoundGroup> const& groups)
{
    std::ostringstream options;
    options << describe(groups);
    fmt::print("Usage: steppe {} {} [OPTIONS]\n\n{}: {}\n\n{}", command.name, command.arguments, command.name,
               command.summary, options.str());
}

} // namespace steppe::app
