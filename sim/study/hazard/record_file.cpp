#include "study/hazard/record_file.hpp"

#include "study/hazard/design.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <limits>
#include <string>
#include <utility>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

class RecordVariables {
public:
    RecordVariables(Hdf5Group& root, RecordResult const& result, RunLayout const& layout)
        : root_{root},
          result_{result},
          layout_{layout},
          dimensions_{root, layout},
          parameters_{dimensions_.texts("parameters", over, "at the scenario's values, or drawn from their priors")},
          time_{dimensions_.time()},
          hedger_{dimensions_.texts("hedger", layout.actors.ids(IndexSet::hedger), "state that hedges")},
          replicate_{dimensions_.replicate()},
          condition_{dimensions_.texts("condition", result.conditions, "condition of the world")},
          reading_{dimensions_.texts("reading", result.readings, "what a condition is read from")},
          state_{dimensions_.texts("state", result.candidates, "another state, by how many joins are expected of it")}
    {
        std::vector<std::string> words(condition_words.begin(), condition_words.end());
        root_.create_texts("condition_long_name", words).attach_scale(*condition_.coordinate, 0);
        words.clear();
        for (Reading const& reading : hazard_readings) {
            words.emplace_back(reading.title);
        }
        root_.create_texts("reading_long_name", words).attach_scale(*reading_.coordinate, 0);
        write_run_facts(root_, layout, {}, Axis{});
    }

    void write_hedgers()
    {
        std::vector<Axis> const of_hedger{parameters_, hedger_};
        std::vector<Axis> const of_condition{parameters_, hedger_, condition_};
        write(
            "hazard", {parameters_, hedger_, time_},
            [](RecordOfHedger const& of) -> EstimatedTable const& { return of.hazard; }, "1/month",
            "probability of acceding in the month, mean over replicates");
        write(
            "condition_share", of_condition, [](RecordOfHedger const& of) -> EstimatedTable const& { return of.share; },
            "1/month", "Shapley share of the condition in hazard_of_last_month less hazard_under_mean_conditions");
        write_logs(
            "log_likelihood_of_silence", of_hedger, [](RecordOfHedger const& of) { return std::vector{of.silence}; },
            "ln of the probability of no accession before the last month");
        write_logs(
            "log_likelihood", of_hedger, [](RecordOfHedger const& of) { return std::vector{of.accession}; },
            "ln of the probability of no accession before the last month and one in it");
        write_logs(
            "log_bayes_factor", of_condition, [](RecordOfHedger const& of) { return of.factor; },
            "ln of the likelihood over that with the condition at its mean of the silent months throughout");
        write("hazard_of_last_month", of_hedger, gathered([](RecordOfHedger const& of) { return std::vector{of.last}; }),
              "1/month", "hazard of the last month");
        write("hazard_under_mean_conditions", of_hedger,
              gathered([](RecordOfHedger const& of) { return std::vector{of.typical}; }), "1/month",
              "the same with every condition at its mean of the silent months");
        write("log_likelihood_of_replicates", {parameters_, hedger_, replicate_},
              gathered([&](RecordOfHedger const& of) { return of_replicates(of); }), "1",
              "ln likelihood in each replicate; drawn: of each draw");
    }

    void write_world()
    {
        write("reading_of_silent_months", {reading_}, result_.typical_reading, "1", "mean over the silent months");
        write("reading_of_last_month", {reading_}, result_.last_reading, "1", "mean over replicates");
        Coincidence const coincidence = coincidence_of(result_, layout_.months);
        scalar("months_with_summit", coincidence.months, "months of the record with a summit");
        scalar("probability_of_coincidence", coincidence.probability,
               "that one event, in any month alike, falls on a month with a summit");
        scalar("log_likelihood_of_best_constant", result_.constant.value, "ln likelihood of the best constant hazard");
    }

    void write_others()
    {
        std::vector<Axis> const over_both{parameters_};
        write("joins_expected", over_both, result_.others, "1", "joins of other states expected in the silent months");
        write("joins_expected_low", over_both, result_.others_low, "1", "5 % quantile over replicates");
        write("joins_expected_high", over_both, result_.others_high, "1", "95 % quantile over replicates");
        write("probability_of_no_join", over_both, result_.others_silent, "1",
              "probability that no other state joins in the silent months");
        write("state_expected", {state_}, result_.candidate_mean, "1",
              "probability that the state joins in the silent months, over priors");
        write("state_low", {state_}, result_.candidate_low, "1", "5 % quantile over draws");
        write("state_high", {state_}, result_.candidate_high, "1", "95 % quantile over draws");
        write("state_first", {state_}, result_.candidate_first, "1", "share of draws in which it is the likeliest");
    }

    void write_posterior()
    {
        std::vector<std::string> keys;
        std::array<std::vector<double>, 4> columns;
        for (MovedParameter const& moved : result_.moved) {
            keys.push_back(moved.key);
            std::array const row{moved.prior_mean, moved.prior_deviation, moved.posterior_mean, moved.posterior_deviation};
            for (std::size_t i = 0; i < row.size(); ++i) {
                columns[i].push_back(row[i]);
            }
        }
        Axis const parameter = dimensions_.texts("parameter", keys, "parameter with a prior, by its scenario key");
        write("prior_mean", {parameter}, columns[0], "", "mean over draws from the priors");
        write("prior_deviation", {parameter}, columns[1], "", "standard deviation over draws from the priors");
        write("posterior_mean", {parameter}, columns[2], "", "the same of draws weighted by the likelihood of the record");
        write("posterior_deviation", {parameter}, columns[3], "", "standard deviation of the draws so weighted");
        scalar("draws", result_.draws, "draws from the priors");
        scalar("effective_draws", result_.effective, "equal draws that the weighted ones are worth");
    }

private:
    static constexpr std::size_t readings = 2;
    inline static std::array<std::string, readings> const over{"at_values", "over_priors"};

    /// What a part gives of each hedger, at the values and then over the priors.
    template <typename Part>
    std::vector<double> gathered(Part const& part) const
    {
        std::vector<double> values;
        for (auto const* all : {&result_.at_values, &result_.over_priors}) {
            for (RecordOfHedger const& of : *all) {
                std::vector<double> const given = part(of);
                values.insert(values.end(), given.begin(), given.end());
            }
        }
        return values;
    }

    std::vector<double> of_replicates(RecordOfHedger const& of) const
    {
        std::vector<double> values(static_cast<std::size_t>(layout_.replicates), missing);
        for (std::size_t n = 0; n < of.likelihoods.size(); ++n) {
            values[static_cast<std::size_t>(of.replicates[n])] = of.likelihoods[n];
        }
        return values;
    }

    template <typename Part>
    requires std::is_same_v<std::invoke_result_t<Part, RecordOfHedger const&>, EstimatedTable const&> void
    write(std::string const& name, std::vector<Axis> const& axes, Part const& part, std::string_view units,
          std::string const& long_name)
    {
        write(name, axes, gathered([&](RecordOfHedger const& of) { return part(of).mean; }), units, long_name);
        write(name + "_standard_error", axes, gathered([&](RecordOfHedger const& of) { return part(of).standard_error; }),
              units, "standard error of " + name);
    }

    template <typename Part>
    void write_logs(std::string const& name, std::vector<Axis> const& axes, Part const& part, std::string const& long_name)
    {
        auto const column = [&](double LogMean::*member) {
            return gathered([&](RecordOfHedger const& of) {
                std::vector<double> values;
                std::ranges::transform(part(of), std::back_inserter(values),
                                       [&](LogMean const& one) { return one.*member; });
                return values;
            });
        };
        write(name, axes, column(&LogMean::value), "1", long_name);
        write(name + "_standard_error", axes, column(&LogMean::standard_error), "1", "standard error of " + name);
    }

    void write(std::string const& name, std::vector<Axis> const& axes, EstimatedTable const& table, std::string_view units,
               std::string const& long_name)
    {
        write(name, axes, table.mean, units, long_name);
        write(name + "_standard_error", axes, table.standard_error, units, "standard error of " + name);
    }

    void write(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& values,
               std::string_view units, std::string_view long_name)
    {
        if (values.empty()) { // a scenario may have no other state
            return;
        }
        write_numbers(root_, name, axes, values, {.missing = missing, .long_name = long_name, .units = units});
    }

    void scalar(std::string const& name, double value, std::string_view long_name)
    {
        root_.create_scalar(name, value).set_text("long_name", long_name);
    }

    Hdf5Group& root_;
    RecordResult const& result_;
    RunLayout const& layout_;
    Dimensions dimensions_;
    Axis parameters_, time_, hedger_, replicate_, condition_, reading_, state_;
};

} // namespace

void write_record(std::unique_ptr<ResultFile> file, RecordResult const& result, RunLayout const& layout,
                  std::vector<Failure> failures)
{
    {
        RecordVariables variables{file->root(), result, layout};
        variables.write_hedgers();
        variables.write_world();
        variables.write_others();
        variables.write_posterior();
    }
    file->commit(std::move(failures));
}

} // namespace steppe
