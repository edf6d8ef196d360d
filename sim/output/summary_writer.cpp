#include "output/summary_writer.hpp"

#include "base/checksum.hpp"
#include "output/effect_statistics.hpp"
#include "output/measure_facts.hpp"
#include "output/shard.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Hdf5Dataset create_outcomes(Hdf5Group& root, std::string const& name, std::vector<Axis> const& axes,
                            std::string_view long_name)
{
    Hdf5Dataset dataset = create_variable(root, name, axes, missing);
    dataset.set_numbers("_FillValue", std::span{&missing, 1});
    dataset.set_text("long_name", long_name);
    return dataset;
}

/// Writes `values` into row (first, point) of a variable, whose other lengths are `inner`.
void write_row(Hdf5Dataset& variable, std::size_t first, int point, Extents const& inner, std::span<double const> values)
{
    Extents start{first, static_cast<std::uint64_t>(point)};
    Extents count{1, 1};
    start.resize(2 + inner.size());
    count.insert(count.end(), inner.begin(), inner.end());
    variable.write<double>(start, count, values);
}

/// The group `interrupted`, for a run that goes on from here.
void write_unfinished(Hdf5Group& root, UnfinishedSummary const& unfinished)
{
    std::span const bytes{reinterpret_cast<std::int8_t const*>(unfinished.state.data()), unfinished.state.size()};
    Hdf5Group group = root.create_group("interrupted");
    group.create_scalar("replicates", unfinished.replicates)
        .set_text("long_name", "replicates that the statistics of this file are of");
    group.create_list<std::int8_t>("state", bytes).set_text("checksum", checksum(unfinished.state));
}

} // namespace

std::vector<SummaryWriter::MeasureVariables> SummaryWriter::create_measures(RunLayout const& layout, Dimensions& dimensions,
                                                                            StatisticAxes const& axes, Axis const& row,
                                                                            std::string const& suffix)
{
    std::vector<MeasureVariables> variables;
    for (std::size_t m = 0; m < layout.measures.size(); ++m) {
        MeasureDeclaration const& measure = layout.measures[m];
        std::optional<std::vector<Axis>> const sets = dimensions.sets(measure);
        if (!sets) {
            continue;
        }
        auto const create = [&](std::string const& name, Axis const& last) {
            std::vector<Axis> all{row, axes.point, axes.time};
            all.insert(all.end(), sets->begin(), sets->end());
            all.push_back(last);
            Hdf5Dataset dataset = create_variable(file_->root(), name, all, missing);
            describe_measure(dataset, measure, NumberType::float64);
            return dataset;
        };
        std::string const name = std::string{measure.name} + suffix;
        Hdf5Dataset statistics = create(name, axes.statistic);
        variables.push_back({m, std::move(statistics), create(name + "_quantile", axes.quantile)});
    }
    return variables;
}

void SummaryWriter::begin(RunLayout const& layout, std::vector<Contrast> const& contrasts)
{
    Hdf5Group& root = file_->root();
    Dimensions dimensions{root, layout};
    Axis const arm = dimensions.arm();
    Axis point = dimensions.point();
    point.chunk = 1;
    Axis contrast{};
    if (!contrasts.empty()) {
        contrast = dimensions.contrast(contrasts, layout.arms);
        contrast.chunk = 1;
    }
    Axis const time = dimensions.time();
    std::vector<std::string> const statistics(summary_statistics.begin(), summary_statistics.end());
    Axis const statistic = dimensions.texts("statistic", statistics, "statistic over replicates");
    Axis const quantile = dimensions.numbers("quantile", summary_quantiles, "share of replicates below");
    Axis const outcome = dimensions.outcome();
    Axis const effect =
        dimensions.texts("outcome_statistic", effect_statistic_names(), "statistic of an outcome over replicates");

    StatisticAxes const axes{point, time, statistic, quantile};
    std::vector<MeasureVariables> of_arms = create_measures(layout, dimensions, axes, arm, "");
    std::vector<MeasureVariables> of_contrasts;
    std::optional<Hdf5Dataset> effects;
    if (!contrasts.empty()) {
        of_contrasts = create_measures(layout, dimensions, axes, contrast, "_difference");
        effects = create_outcomes(root, "effects", {contrast, point, outcome, effect}, "effect of a contrast on an outcome");
    }
    Hdf5Dataset arm_outcomes =
        create_outcomes(root, "arm_outcomes", {arm, point, outcome, effect}, "outcome of an arm, against 0");
    Hdf5Dataset completed = create_variable(root, "completed", {arm, point}, std::int64_t{0});
    completed.set_text("long_name", "replicates that ran without a failure");
    write_run_facts(root, layout, file_->columns(), point);
    root.create_scalar("replicates", layout.replicates).set_text("long_name", "replicates asked for, in each arm and point");
    run_.emplace(Run{layout, std::move(of_arms), std::move(of_contrasts), std::move(arm_outcomes), std::move(effects),
                     std::move(completed)});
}

void SummaryWriter::write(PointSummary const& summary)
{
    RunLayout const& layout = run_.value().layout;
    std::size_t const arms = layout.arms.size();
    auto const write_measures = [&](std::vector<MeasureVariables>& variables, std::size_t row, std::size_t first) {
        for (MeasureVariables& of_measure : variables) {
            Extents inner{static_cast<std::uint64_t>(layout.months)};
            for (IndexSet set : layout.measures[of_measure.measure].sets) {
                inner.push_back(layout.actors.ids(set).size());
            }
            SeriesSummary const& series = summary.series[row][of_measure.measure];
            inner.push_back(summary_statistics.size());
            write_row(of_measure.statistics, first, summary.point, inner, series.statistics);
            inner.back() = summary_quantiles.size();
            write_row(of_measure.quantiles, first, summary.point, inner, series.quantiles);
        }
    };
    Extents const inner{layout.outcomes.size(), effect_statistic_names().size()};
    for (std::size_t row = 0; row < summary.outcomes.size(); ++row) {
        bool const is_arm = row < arms;
        std::size_t const first = is_arm ? row : row - arms;
        write_measures(is_arm ? run_->of_arms : run_->of_contrasts, row, first);
        write_row(is_arm ? run_->arm_outcomes : *run_->effects, first, summary.point, inner,
                  effect_values(summary.outcomes[row]));
    }
    for (std::size_t arm = 0; arm < arms; ++arm) {
        run_->completed.write<std::int64_t>({arm, static_cast<std::uint64_t>(summary.point)}, {1, 1},
                                            std::span{&summary.completed[arm], 1});
    }
}

void SummaryWriter::finish(std::vector<Failure> const& failures, UnfinishedSummary const* unfinished)
{
    run_.reset();
    if (unfinished != nullptr) {
        write_unfinished(file_->root(), *unfinished);
    }
    file_->commit(failures);
}

} // namespace steppe
