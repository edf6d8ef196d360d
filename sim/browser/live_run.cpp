#include "browser/live_run.hpp"

#include "model/arm.hpp"
#include "model/schema_of_model.hpp"

#include <algorithm>

namespace steppe::browser {
namespace {

std::vector<Arm> arms_of(std::vector<std::string> const& names)
{
    Diagnostics faults;
    std::vector<Arm> arms;
    for (std::string const& name : names) {
        if (std::optional<Arm> const arm = find_arm(name)) {
            arms.push_back(*arm);
        } else {
            faults.add({"arms", 0, 0}, "C106", "unknown arm '" + name + "'");
        }
    }
    if (arms.size() < 2) {
        faults.add({"arms", 0, 0}, "C107", "a comparison needs two arms or more");
    }
    faults.throw_if_any();
    return arms;
}

EnsemblePlan plan_of(std::string const& path, std::vector<Override> const& overrides, std::vector<std::string> const& arms)
{
    return make_plan(read_scenario(path, model_schema(), overrides), arms_of(arms));
}

} // namespace

LiveRun::LiveRun(std::string const& path, std::vector<Override> const& overrides, std::vector<std::string> const& arms)
    : plan_{plan_of(path, overrides, arms)},
      layout_{plan_.layout()},
      blocks_{layout_},
      runner_{make_shared_values_runner(plan_, true)}
{
}

BlockSums const& LiveRun::run(std::int64_t index)
{
    ResultBlock const& block = *runner_->run(blocks_.at(index));
    ValueDigest digest;
    digest.begin(layout_);
    digest.prepare(block)();
    sums_.digest = digest.text();
    sums_.outcomes = block.outcomes;
    sums_.failed = static_cast<int>(block.failures.size());
    sum_series(block);
    return sums_;
}

void LiveRun::sum_series(ResultBlock const& block)
{
    std::size_t cells = 0;
    for (MeasureDeclaration const& measure : layout_.measures) {
        cells += layout_.values_per_job(measure);
    }
    sums_.series.assign(3 * cells, 0.0);
    sums_.pairs = 0;
    auto const jobs = static_cast<std::size_t>(block.range.jobs_per_arm());
    for (std::size_t job = 0; job < jobs; ++job) {
        if (block.states[job] != JobState::ok || block.states[jobs + job] != JobState::ok) {
            continue;
        }
        ++sums_.pairs;
        double* treated = sums_.series.data();
        for (std::size_t m = 0; m < layout_.measures.size(); ++m) {
            std::size_t const values = layout_.values_per_job(layout_.measures[m]);
            float const* const first = block.series[m].data() + job * values;
            float const* const second = block.series[m].data() + (jobs + job) * values;
            for (std::size_t cell = 0; cell < values; ++cell, ++treated) {
                double const a = static_cast<double>(first[cell]);
                double const b = static_cast<double>(second[cell]);
                treated[0] += a;
                treated[cells] += b;
                treated[2 * cells] += (a - b) * (a - b);
            }
        }
    }
}

} // namespace steppe::browser
