#include "study/levers/file.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <utility>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

template <class Row>
std::vector<double> column(std::vector<Row> const& rows, std::function<double(Row const&)> const& value)
{
    std::vector<double> values;
    std::transform(rows.begin(), rows.end(), std::back_inserter(values), value);
    return values;
}

template <class Row>
std::vector<std::string> texts(std::vector<Row> const& rows, std::function<std::string(Row const&)> const& text)
{
    std::vector<std::string> values;
    std::transform(rows.begin(), rows.end(), std::back_inserter(values), text);
    return values;
}

double mean_of(std::optional<MeanEffect> const& effect) { return effect ? effect->mean : missing; }
double error_of(std::optional<MeanEffect> const& effect) { return effect ? effect->standard_error : missing; }
double value_of(std::optional<Bounded> const& number) { return number ? number->value : missing; }

RunLayout of_outcome(RunLayout layout, std::string const& label)
{
    std::erase_if(layout.outcomes, [&](Outcome const& outcome) { return outcome.label != label; });
    return layout;
}

class LeverVariables {
public:
    LeverVariables(Hdf5Group& root, LeverResult const& result, RunLayout const& layout)
        : root_{root}, result_{result}, layout_{of_outcome(layout, result.outcome)}, dimensions_{root, layout_}
    {
        static_cast<void>(dimensions_.outcome());
        scalar("better", static_cast<double>(result.better), "1", "1: more of the outcome is a gain; -1: it is a loss");
        scalar("pairs", static_cast<double>(result.pairs), "1", "pairs of each end and of each cell of the map");
        scalar("search_pairs", static_cast<double>(result.search_pairs), "1", "pairs of each place in a search for a turn");
        scalar("effect_at_values", result.at_values.mean, result.unit, "effect at the scenario's values");
        scalar("effect_at_values_standard_error", result.at_values.standard_error, result.unit, "its standard error");
        write_run_facts(root_, layout_, {}, Axis{});
    }

    void write_levers()
    {
        using Row = LeverFinding;
        if (result_.levers.empty()) {
            return;
        }
        Axis const lever =
            dimensions_.texts("lever", texts<Row>(result_.levers, &Row::key), "parameter, by its scenario key");
        Axis const end = dimensions_.texts("end", std::vector<std::string>{"low", "high"}, "end of the lever's range");
        beside(lever, "lever_units", texts<Row>(result_.levers, &Row::unit));
        beside(lever, "lever_tag",
               texts<Row>(result_.levers, [](Row const& row) { return std::string(1, static_cast<char>(row.tag)); }));
        beside(lever, "lever_standing",
               texts<Row>(result_.levers, [](Row const& row) { return std::string{name_of(row.standing)}; }));
        beside(lever, "lever_inert",
               texts<Row>(result_.levers, [](Row const& row) { return std::string{name_of(row.inert)}; }));
        beside(lever, "lever_inert_words", texts<Row>(result_.levers, &Row::inert_words));
        beside(lever, "lever_reason", texts<Row>(result_.levers, &Row::reason));
        write("lever_value", {lever}, column<Row>(result_.levers, &Row::value), "", "the scenario's, in lever_units");
        write("lever_is_switch", {lever},
              column<Row>(result_.levers, [](Row const& row) { return row.is_switch ? 1.0 : 0.0; }), "1",
              "1: a switch, off at its low end and on at its high one");
        write("lever_in_logarithms", {lever},
              column<Row>(result_.levers, [](Row const& row) { return row.in_logarithms ? 1.0 : 0.0; }), "1",
              "1: places between its ends are even in the logarithm");
        std::vector<double> ends, effect, effect_error, change, change_error;
        for (Row const& row : result_.levers) {
            for (std::size_t e = 0; e < 2; ++e) {
                ends.push_back(e == 0 ? row.ends.low : row.ends.high);
                effect.push_back(mean_of(row.effect[e]));
                effect_error.push_back(error_of(row.effect[e]));
                change.push_back(mean_of(row.change[e]));
                change_error.push_back(error_of(row.change[e]));
            }
        }
        write("lever_end", {lever, end}, ends, "", "end of the range, in lever_units");
        estimated("effect_at_end", {lever, end}, effect, effect_error, "effect with the lever at that end");
        estimated("change_at_end", {lever, end}, change, change_error,
                  "effect there less that at the scenario's values, paired");
        estimated("swing", {lever}, column<Row>(result_.levers, [](Row const& row) { return mean_of(row.swing); }),
                  column<Row>(result_.levers, [](Row const& row) { return error_of(row.swing); }),
                  "effect at the high end less that at the low end, paired");
    }

    void write_turns()
    {
        using Row = LeverTurn;
        if (result_.turns.empty()) {
            return;
        }
        Axis const turn = dimensions_.texts(
            "turn", texts<Row>(result_.turns, [&](Row const& row) { return result_.levers[row.lever].key; }),
            "lever that turns the sign of the effect");
        write("turn_value", {turn}, column<Row>(result_.turns, &Row::value), "",
              "value at which the effect is 0, in the lever's unit");
        write("turn_low", {turn}, column<Row>(result_.turns, [](Row const& row) { return row.interval.low; }), "",
              "low end of its 90 % interval");
        write("turn_high", {turn}, column<Row>(result_.turns, [](Row const& row) { return row.interval.high; }), "",
              "high end of its 90 % interval");
        write("turn_open_low", {turn}, column<Row>(result_.turns, [](Row const& row) { return row.open_low ? 1.0 : 0.0; }),
              "1", "1: the interval may go on below the range");
        write("turn_open_high", {turn}, column<Row>(result_.turns, [](Row const& row) { return row.open_high ? 1.0 : 0.0; }),
              "1", "1: the interval may go on above the range");
    }

    void write_map()
    {
        if (!result_.map) {
            return;
        }
        BreakEvenMap const& map = *result_.map;
        Axis const axis =
            dimensions_.texts("map_axis", std::vector<std::string>{"across", "up"}, "axis of the break-even map");
        beside(axis, "map_lever", {result_.levers[map.across].key, result_.levers[map.up].key});
        Axis const up =
            dimensions_.numbers("map_up", map.up_values, "value of the lever that map_lever names for up, in its unit");
        Axis const across = dimensions_.numbers("map_across", map.across_values,
                                                "value of the lever that map_lever names for across, in its unit");
        estimated(
            "map_effect", {up, across},
            column<MeanEffect>(map.effects, [](MeanEffect const& cell) { return cell.pairs > 0 ? cell.mean : missing; }),
            column<MeanEffect>(map.effects, &MeanEffect::standard_error), "effect in the cell");
    }

    void write_beliefs()
    {
        using Row = Belief;
        if (result_.draws == 0) {
            return;
        }
        scalar("draws", static_cast<double>(result_.draws), "1", "draws from the priors, one pair each");
        scalar("effect_over_priors", result_.over_priors.mean, result_.unit, "effect, mean over draws from the priors");
        scalar("effect_over_priors_standard_error", result_.over_priors.standard_error, result_.unit, "its standard error");
        scalar("gain_probability", result_.gain_probability, "1", "share of draws with a gain");
        if (result_.beliefs.empty()) {
            return;
        }
        Axis const belief = dimensions_.texts(
            "belief",
            texts<Row>(result_.beliefs, [](Row const& row) { return std::string{name_of(row.kind)} + ":" + row.name; }),
            "parameter, or parameters by subject, by evidence tag, or all");
        beside(belief, "belief_kind",
               texts<Row>(result_.beliefs, [](Row const& row) { return std::string{name_of(row.kind)}; }));
        beside(belief, "belief_name", texts<Row>(result_.beliefs, &Row::name));
        beside(belief, "belief_tag", texts<Row>(result_.beliefs, &Row::tag));
        write("belief_inputs", {belief},
              column<Row>(result_.beliefs, [](Row const& row) { return static_cast<double>(row.inputs); }), "1",
              "parameters of it that were drawn");
        write("belief_inputs_found", {belief},
              column<Row>(result_.beliefs, [](Row const& row) { return static_cast<double>(row.inputs_found); }), "1",
              "of these, on which the effect was found to depend");
        bounded(
            "information", belief, [](Row const& row) { return std::optional{row.information.value}; }, result_.unit,
            "expected value of knowing it before deciding");
        bounded(
            "information_decided_by_others", belief,
            [](Row const& row) { return std::optional{row.information.decided_by_others}; }, result_.unit,
            "the same, each group of draws decided by the fit of the others");
        write("explained", {belief}, column<Row>(result_.beliefs, [](Row const& row) { return row.information.explained; }),
              "1", "share of the variance of single pairs that the fit explains, adjusted");
        bounded(
            "shift_share", belief, [](Row const& row) { return row.shift.share; }, "1",
            "least share of belief that turns the sign of effect_over_priors when it moves to shift_towards");
        write("shift_towards", {belief},
              column<Row>(result_.beliefs, [](Row const& row) { return row.shift.share ? row.shift.towards : missing; }), "",
              "value that belief moves to, in the parameter's unit");
        bounded(
            "shift_divergence", belief, [](Row const& row) { return row.shift.divergence; }, "1",
            "least Kullback-Leibler divergence, in nats, of a belief under which the mean effect is 0");
        write("prior_mean", {belief},
              column<Row>(result_.beliefs,
                          [](Row const& row) { return row.kind == BeliefKind::parameter ? row.shift.prior_mean : missing; }),
              "", "mean of the parameter over draws, in its unit");
        bounded(
            "shift_mean", belief, [](Row const& row) { return row.shift.tilted_mean; }, "",
            "mean of the parameter under that belief, in its unit");
    }

private:
    void beside(Axis const& axis, std::string const& name, std::vector<std::string> const& entries)
    {
        root_.create_texts(name, entries).attach_scale(*axis.coordinate, 0);
    }

    void scalar(std::string const& name, double value, std::string_view units, std::string_view long_name)
    {
        Hdf5Dataset dataset = root_.create_scalar(name, value);
        dataset.set_text("units", units);
        dataset.set_text("long_name", long_name);
    }

    void estimated(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& means,
                   std::vector<double> const& errors, std::string const& long_name)
    {
        write(name, axes, means, result_.unit, long_name);
        write(name + "_standard_error", axes, errors, result_.unit, "standard error of " + name);
    }

    void bounded(std::string const& name, Axis const& belief,
                 std::function<std::optional<Bounded>(Belief const&)> const& number, std::string_view units,
                 std::string const& long_name)
    {
        using Row = Belief;
        write(name, {belief}, column<Row>(result_.beliefs, [&](Row const& row) { return value_of(number(row)); }), units,
              long_name);
        write(name + "_low", {belief},
              column<Row>(result_.beliefs,
                          [&](Row const& row) {
                              std::optional<Bounded> const found = number(row);
                              return found ? found->interval.low : missing;
                          }),
              units, "low end of the 90 % interval of " + name);
        write(name + "_high", {belief},
              column<Row>(result_.beliefs,
                          [&](Row const& row) {
                              std::optional<Bounded> const found = number(row);
                              return found ? found->interval.high : missing;
                          }),
              units, "high end of the 90 % interval of " + name);
    }

    void write(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& values,
               std::string_view units, std::string_view long_name)
    {
        write_numbers(root_, name, axes, values, {.missing = missing, .long_name = long_name, .units = units});
    }

    Hdf5Group& root_;
    LeverResult const& result_;
    RunLayout layout_; ///< with the one outcome that the levers move
    Dimensions dimensions_;
};

} // namespace

void write_levers(std::unique_ptr<ResultFile> file, LeverResult const& result, RunLayout const& layout,
                  std::vector<Failure> failures)
{
    {
        LeverVariables variables{file->root(), result, layout};
        variables.write_levers();
        variables.write_turns();
        variables.write_map();
        variables.write_beliefs();
    }
    file->commit(std::move(failures));
}

} // namespace steppe
