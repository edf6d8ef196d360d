#include "study/calibration/file.hpp"

#include "base/checksum.hpp"

#include <limits>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> counted(std::size_t count)
{
    std::vector<double> numbers;
    for (std::size_t i = 0; i < count; ++i) {
        numbers.push_back(static_cast<double>(i));
    }
    return numbers;
}

class CalibrationVariables {
public:
    CalibrationVariables(Hdf5Group& root, CalibrationResult const& result, RunLayout const& layout)
        : root_{root},
          result_{result},
          dimensions_{root, layout},
          parameter_{dimensions_.texts("parameter", result.parameters, "calibrated parameter, by its key")}
    {
        root_.create_texts("parameter_units", result.units).attach_scale(*parameter_.coordinate, 0);
        write_run_facts(root_, layout, {}, Axis{});
    }

    void write_facts(Scenario const& scenario)
    {
        std::string all;
        for (SourceText const& file : scenario.files) {
            all += file.text;
        }
        root_.set_text("scenario_checksum", checksum(all));
        scalar("cutoff", result_.cutoff, "last year whose observations were fitted to");
        scalar("opening_year", result_.opening, "year at whose end runs open");
        scalar("effective_size", result_.draws.effective, "effective number of draws, (sum w)^2 / sum w^2");
        scalar("wave_replicates", result_.design.wave_replicates, "runs of each draw of a wave");
        scalar("most_implausible", result_.design.most_implausible,
               "implausibility from which a draw of a wave is ruled out");
    }

    void write_draws()
    {
        Axis const draw = dimensions_.numbers("draw", counted(result_.draws.weights.size()), "number of a draw");
        write("weight", {draw}, result_.draws.weights, "weight of a draw; all sum to 1");
        write("draws", {draw, parameter_}, result_.values, "value of a parameter in a joint draw, in its unit");
        write("prior_draws", {draw, parameter_}, result_.prior,
              "value of a parameter at as many even quantiles of its prior, each by itself");
    }

    void write_marginals()
    {
        Axis const quantile = dimensions_.numbers("probability", marginal_quantiles, "of a quantile");
        std::vector<double> prior, posterior, contraction;
        for (CalibrationResult::Marginal const& one : result_.marginals) {
            prior.insert(prior.end(), one.prior.begin(), one.prior.end());
            posterior.insert(posterior.end(), one.posterior.begin(), one.posterior.end());
            contraction.push_back(one.contraction);
        }
        write("prior_quantile", {parameter_, quantile}, prior, "quantile of a parameter's prior");
        write("posterior_quantile", {parameter_, quantile}, posterior, "quantile of a parameter over the draws by weight");
        write("contraction", {parameter_}, contraction, "1 less the variance of the posterior over that of the prior");
        write("explained", {parameter_}, result_.draws.explained,
              "share of a parameter's variance over the last wave that the features of a run explain");
    }

    void write_waves()
    {
        std::vector<Wave> const& waves = result_.draws.waves;
        Axis const wave = dimensions_.numbers("wave", counted(waves.size()), "wave of history matching");
        Axis const summary =
            dimensions_.texts("summary", result_.summaries, "summary of the record: of a series its thirds and its moves");
        std::vector<double> draws, kept, nearest, low, high, ruled_out;
        for (Wave const& one : waves) {
            draws.push_back(static_cast<double>(one.draws));
            kept.push_back(static_cast<double>(one.kept));
            nearest.push_back(one.nearest);
            low.insert(low.end(), one.box.low.begin(), one.box.low.end());
            high.insert(high.end(), one.box.high.begin(), one.box.high.end());
            ruled_out.insert(ruled_out.end(), one.ruled_out.begin(), one.ruled_out.end());
        }
        write("wave_draws", {wave}, draws, "draws of a wave");
        write("wave_kept", {wave}, kept, "draws of a wave that no summary ruled out");
        write("wave_nearest", {wave}, nearest, "greatest implausibility of the draw for which it is least");
        write("box_low", {wave, parameter_}, low, "probability under the prior at which a wave's box begins");
        write("box_high", {wave, parameter_}, high, "probability under the prior at which a wave's box ends");
        write("ruled_out", {wave, summary}, ruled_out, "share of a wave's draws that a summary rules out");
        write("observed", {summary}, result_.observed, "summary of the record, of logarithms");
        write("discrepancy", {summary}, result_.discrepancy,
              "standard deviation, a year, of the walk of what the model does not explain of the series");
    }

    void write_generations()
    {
        std::vector<double> tolerance, simulated, accepted, effective;
        for (Generation const& one : result_.draws.generations) {
            tolerance.push_back(one.tolerance);
            simulated.push_back(static_cast<double>(one.simulated));
            accepted.push_back(static_cast<double>(one.accepted));
            effective.push_back(one.effective);
        }
        Axis const generation = dimensions_.numbers("generation", counted(tolerance.size()), "generation of draws");
        write("tolerance", {generation}, tolerance, "distance within which a run was accepted");
        write("simulated", {generation}, simulated, "runs of a generation");
        write("accepted", {generation}, accepted, "runs that were accepted");
        write("generation_effective", {generation}, effective, "effective number of draws of a generation");
    }

    void write_worlds()
    {
        if (result_.world_effective.empty()) {
            return;
        }
        Axis const world =
            dimensions_.numbers("world", counted(result_.world_effective.size()), "synthetic world, drawn from the prior");
        write("rank", {world, parameter_}, result_.ranks, "weight of the draws of a world that lie below its truth");
        write("world_effective", {world}, result_.world_effective, "effective number of draws of a world");
    }

private:
    void scalar(std::string const& name, double value, std::string_view long_name)
    {
        root_.create_scalar(name, value).set_text("long_name", long_name);
    }

    void write(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& values,
               std::string_view long_name)
    {
        write_numbers(root_, name, axes, values, {.missing = missing, .long_name = long_name});
    }

    Hdf5Group& root_;
    CalibrationResult const& result_;
    Dimensions dimensions_;
    Axis parameter_;
};

} // namespace

void write_calibration(std::unique_ptr<ResultFile> file, CalibrationResult const& result, RunLayout const& layout,
                       Scenario const& scenario)
{
    {
        CalibrationVariables variables{file->root(), result, layout};
        variables.write_facts(scenario);
        variables.write_draws();
        variables.write_marginals();
        variables.write_waves();
        variables.write_generations();
        variables.write_worlds();
    }
    file->commit({});
}

} // namespace steppe
