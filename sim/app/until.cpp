#include "app/until.hpp"

#include "app/streams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace steppe::app {
namespace {

constexpr std::int64_t pilot_replicates = 512;
constexpr std::int64_t most_by_default = 100'000;
constexpr double margin = 1.1;
constexpr std::int64_t together = 128; // replicates of a block

std::optional<std::int64_t> asked_replicates(SessionOptions const& options)
{
    for (Override const& change : options.scenario.overrides) {
        if (change.key == "run.replicates") {
            return std::strtoll(change.value.c_str(), nullptr, 10); // a fault in it is found when the scenario is read
        }
    }
    return std::nullopt;
}

SessionOptions of_size(SessionOptions options, std::int64_t replicates)
{
    std::erase_if(options.scenario.overrides, [](Override const& change) { return change.key == "run.replicates"; });
    options.scenario.overrides.push_back({"run.replicates", std::to_string(replicates)});
    return options;
}

/// By its label or by its measure; what regret is about where none is named.
std::size_t find_outcome(RunLayout const& layout, std::string const& name)
{
    std::vector<std::string> known;
    for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
        Outcome const& outcome = layout.outcomes[o];
        MeasureDeclaration const& measure = layout.measures[outcome.measure];
        bool const whole = outcome.months == layout.months;
        if (outcome.label == name || (whole && measure.name == name) || (name.empty() && whole && measure.regret)) {
            return o;
        }
        known.push_back(outcome.label);
        known.emplace_back(measure.name);
    }
    Diagnostics faults;
    std::string const fault = name.empty() ? "name the outcome that --until is about: the run does not record welfare"
                                           : "unknown outcome '" + name + "'";
    faults.add({"--outcome", 0, 0}, "C104", fault, closest_name(name, known));
    throw InputError{faults.sorted()};
}

double width_of(Summariser const& outcomes, std::size_t outcome)
{
    PairedEffect const effect =
        outcomes.contrasts().empty() ? outcomes.of_arm(0, outcome) : outcomes.of_contrast(0, outcome);
    return effect.mean_interval.high - effect.mean_interval.low;
}

/// With what a run of the same command left: a file that can be gone on with is; others are replaced.
SessionOptions going_on(SessionOptions options)
{
    bool const goes_on = !options.output.file.empty() && options.record.format.digits == 0 && !options.record.digest &&
                         options.record.mode_or_default() != RecordMode::summary;
    options.resume.resume = goes_on;
    options.output.force = options.output.force || !goes_on;
    return options;
}

} // namespace

std::int64_t replicates_for(std::int64_t replicates, double width, double wanted)
{
    double const times = (width / wanted) * (width / wanted);
    double const needed = std::min(margin * times * static_cast<double>(replicates), 1e15);
    return (static_cast<std::int64_t>(std::ceil(needed)) + together - 1) / together * together;
}

SessionResult run_until(SessionOptions const& options, std::function<SessionResult(SessionOptions const&)> const& run_pilot,
                        std::function<SessionResult(SessionOptions const&)> const& run)
{
    double const wanted = *options.until.width;
    std::int64_t const most = std::max<std::int64_t>(1, asked_replicates(options).value_or(most_by_default));
    std::int64_t size = std::min(most, pilot_replicates);
    SessionOptions pilot = of_size(options, size);
    pilot.output = {};
    pilot.resume = {};
    pilot.record = {};
    pilot.common.quiet = true;
    SessionResult result = run_pilot(pilot);
    std::size_t const outcome = find_outcome(result.outcomes->layout(), options.until.outcome);
    std::string const label = result.outcomes->layout().outcomes[outcome].label;
    double width = width_of(*result.outcomes, outcome);
    SessionOptions next = options;
    while (result.end == RunEnd::complete) {
        std::int64_t const forecast = replicates_for(size, width, wanted);
        std::int64_t const enough = width <= wanted ? size : std::max(forecast, size + together);
        if (!options.common.quiet) {
            tell("after {} replicates the interval of {} is {:.3g} wide; {} are expected to make it {:g}, and {} are the "
                 "most\n",
                 size, label, width, enough, wanted, most);
        }
        size = std::min(enough, most);
        result = run(of_size(next, size));
        width = width_of(*result.outcomes, outcome);
        if (width <= wanted || size == most) {
            break;
        }
        next = going_on(options);
    }
    if (result.end == RunEnd::complete && width > wanted) {
        tell("--until: the interval of {} is {:.3g} wide after {} replicates, the most; about {} would make it {:g}\n",
             label, width, size, replicates_for(size, width, wanted), wanted);
    }
    return result;
}

} // namespace steppe::app
