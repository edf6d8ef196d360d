#include "app/arguments.hpp"

#include "app/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

namespace steppe::app {
namespace {

namespace po = boost::program_options;

std::vector<std::string> split(std::string const& list, char separator)
{
    std::vector<std::string> parts;
    std::istringstream stream{list};
    for (std::string part; std::getline(stream, part, separator);) {
        if (!part.empty()) {
            parts.push_back(part);
        }
    }
    return parts;
}

/// Reads options into Arguments; every fault goes to `faults`.
class Reader {
public:
    Reader(po::variables_map const& values, Diagnostics& faults) : values_{values}, faults_{faults} {}

    [[nodiscard]] std::optional<std::string> text(std::string const& name) const
    {
        return values_.count(name) == 0 ? std::nullopt : std::optional{values_[name].as<std::string>()};
    }
    [[nodiscard]] bool flag(std::string const& name) const { return values_.count(name) != 0; }

    [[nodiscard]] std::vector<Override> overrides() const
    {
        std::vector<Override> found;
        if (values_.count("set") != 0) {
            for (std::string const& assignment : values_["set"].as<std::vector<std::string>>()) {
                std::size_t const equals = assignment.find('=');
                if (equals == std::string::npos || equals == 0) {
                    faults_.add({"--set " + assignment, 0, 0}, "C103", "expected KEY=VALUE");
                    continue;
                }
                add(found, "--set " + assignment, assignment.substr(0, equals), assignment.substr(equals + 1));
            }
        }
        for (std::string const name : {"replicates", "months", "seed"}) {
            if (std::optional<std::string> const value = text(name)) {
                add(found, "--" + name, "run." + name, *value);
            }
        }
        return found;
    }

    /// The named arms: one at most where `single`, none where the option is absent.
    [[nodiscard]] std::vector<std::string> arms(bool single) const
    {
        std::string const option = single ? "arm" : "arms";
        std::optional<std::string> const given = text(option);
        if (!given) {
            return {};
        }
        std::vector<std::string> names = split(*given, ',');
        if (names.empty() || (single && names.size() > 1)) {
            faults_.add({"--" + option, 0, 0}, "C106",
                        fmt::format("expected {}, got '{}'", single ? "one arm" : "arms separated by commas", *given));
        }
        return names;
    }

    [[nodiscard]] ProgressWhen progress() const
    {
        return static_cast<ProgressWhen>(choice("progress", {"auto", "always", "never"}).value_or(0));
    }

    [[nodiscard]] std::optional<RecordMode> record() const
    {
        std::optional<std::size_t> const given = choice("record", {"trajectories", "final", "summary"});
        return given ? std::optional{static_cast<RecordMode>(*given)} : std::nullopt;
    }

    [[nodiscard]] Deflation deflation() const
    {
        return static_cast<Deflation>(choice("compression", {"fast", "none"}).value_or(0));
    }

    /// A time that is not negative, or `fallback` where the option is absent.
    [[nodiscard]] double seconds(std::string const& name, double fallback) const
    {
        double const given = flag(name) ? values_[name].as<double>() : fallback;
        if (!(given >= 0.0)) {
            faults_.add({"--" + name, 0, 0}, "C104", fmt::format("{} is no time in seconds", given));
        }
        return given;
    }

    [[nodiscard]] Part part() const
    {
        Part part;
        std::string const given = text("shard").value_or("1/1");
        auto const [end, error] = std::from_chars(given.data(), given.data() + given.size(), part.number);
        bool valid = error == std::errc{} && end != given.data() + given.size() && *end == '/';
        if (valid) {
            auto const [last, fault] = std::from_chars(end + 1, given.data() + given.size(), part.of);
            valid = fault == std::errc{} && last == given.data() + given.size();
        }
        if (!valid || part.number < 1 || part.number > part.of) {
            faults_.add({"--shard", 0, 0}, "C104", "'" + given + "' is not a part such as 2/8");
            return {};
        }
        return part;
    }

    [[nodiscard]] LaneWidth width() const { return static_cast<LaneWidth>(choice("lanes", {"1", "native"}).value_or(1)); }

    /// A whole number in [1, most], or `fallback` where the option is absent.
    [[nodiscard]] int count(std::string const& name, int fallback, int most) const
    {
        if (values_.count(name) == 0) {
            return fallback;
        }
        int const given = values_[name].as<int>();
        if (given < 1 || given > most) {
            faults_.add({"--" + name, 0, 0}, "C104", fmt::format("{} must lie in [1, {}]", given, most));
        }
        return given;
    }

private:
    /// Which of the known words an option names, the first where it names none of them; nothing where it is absent.
    [[nodiscard]] std::optional<std::size_t> choice(std::string const& name, std::vector<std::string> const& known) const
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

    void add(std::vector<Override>& found, std::string const& option, std::string const& key, std::string value) const
    {
        if (std::any_of(found.begin(), found.end(), [&](Override const& before) { return before.key == key; })) {
            faults_.add({option, 0, 0}, "C103", "'" + key + "' is set twice");
        }
        found.push_back({key, std::move(value)});
    }

    po::variables_map const& values_;
    Diagnostics& faults_;
};

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

po::variables_map parse_words(std::vector<std::string> const& words, po::options_description const& visible)
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

std::string_view name_of(RecordMode mode)
{
    static constexpr std::array<std::string_view, 3> names{"trajectories", "final", "summary"};
    return names[static_cast<std::size_t>(mode)];
}

std::string options_help(CommandOptions const& options)
{
    std::ostringstream text;
    text << visible_options(options);
    return text.str();
}

Arguments parse_arguments(std::string const& command, std::vector<std::string> const& words, CommandOptions const& options)
{
    po::variables_map const values = parse_words(words, visible_options(options));
    Diagnostics faults;
    Reader const reader{values, faults};
    Arguments arguments;
    if (values.count("input") != 0) {
        arguments.inputs = values["input"].as<std::vector<std::string>>();
    }
    arguments.output = reader.text("output").value_or("");
    arguments.force = reader.flag("force");
    arguments.resume = reader.flag("resume");
    arguments.json = reader.flag("json");
    arguments.quiet = reader.flag("quiet");
    arguments.origins = reader.flag("origins");
    arguments.help = reader.flag("help");
    arguments.threads = reader.count("threads", 0, 1024);
    arguments.draw_priors = reader.flag("draw-priors");
    arguments.timings = reader.flag("timings");
    arguments.digest = reader.flag("digest");
    arguments.per_draw = reader.count("per-draw", arguments.per_draw, 100000);
    arguments.record = reader.record();
    arguments.dry_run = reader.flag("dry-run");
    arguments.checkpoint = reader.seconds("checkpoint", arguments.checkpoint);
    arguments.part = reader.part();
    arguments.one_part = reader.flag("shard");
    arguments.measures = split(reader.text("measures").value_or(""), ',');
    arguments.format = {.digits = reader.count("digits", 0, 8), .deflation = reader.deflation()};
    arguments.width = reader.width();
    arguments.progress = reader.progress();
    arguments.arms_option = options.equilibrium ? "--arm" : "--arms";
    arguments.arms = reader.arms(options.equilibrium);
    arguments.hedger = reader.text("hedger").value_or("");
    arguments.rivals = split(reader.text("rivals").value_or(""), ',');
    arguments.contrasts = split(reader.text("contrasts").value_or("total"), ',');
    arguments.incentives = split(reader.text("incentives").value_or(""), ',');
    arguments.permutations = reader.count("permutations", 0, 100000);
    arguments.overrides = reader.overrides();
    arguments.command_line = {"steppe", command};
    arguments.command_line.insert(arguments.command_line.end(), words.begin(), words.end());
    bool const resumable = options.study || arguments.format.digits == 0;
    if (arguments.resume && (arguments.output.empty() || !resumable)) {
        faults.add({"--resume", 0, 0}, "C112", "needs an output file (-o), not rounded by --digits");
    }
    bool const values_come_back =
        !options.study && arguments.record.value_or(RecordMode::trajectories) == RecordMode::trajectories;
    if (arguments.digest && arguments.resume && !values_come_back) {
        faults.add({"--digest", 0, 0}, "C115",
                   "goes with --resume only where a run or comparison records trajectories: the months of earlier runs are "
                   "not kept otherwise");
    }
    faults.throw_if_any();
    return arguments;
}

} // namespace steppe::app
