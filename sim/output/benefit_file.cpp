#include "output/benefit_file.hpp"

#include "output/effect_statistics.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace steppe {

void write_benefit(std::unique_ptr<ResultFile> file, BenefitResult const& result, RunLayout const& layout,
                   std::vector<Failure> failures)
{
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    {
        Hdf5Group& root = file->root();
        Dimensions dimensions{root, layout};
        std::vector<std::string> ids;
        std::vector<std::string> titles;
        std::vector<double> values;
        for (BenefitReading const& reading : result.readings) {
            ids.push_back(reading.id);
            titles.push_back(reading.title);
            for (std::vector<PairedEffect> const& effects : reading.effects) {
                std::vector<double> const numbers = effect_values(effects);
                values.insert(values.end(), numbers.begin(), numbers.end());
            }
        }
        std::vector<Axis> const axes{
            dimensions.texts("reading", ids, "reading of the scenario: base, parameters drawn from priors, rivals"),
            dimensions.contrast(result.contrasts), dimensions.outcome(),
            dimensions.texts("outcome_statistic", effect_statistic_names(), "statistic of an outcome over replicates")};
        root.create_texts("reading_title", titles).attach_scale(*axes[0].coordinate, 0);
        Hdf5Dataset effects = create_variable(root, "effects", axes, missing);
        effects.set_numbers("_FillValue", std::span{&missing, 1});
        effects.set_text("long_name", "effect of a contrast on an outcome, in the unit that outcome_units gives");
        Extents count;
        std::transform(axes.begin(), axes.end(), std::back_inserter(count), [](Axis const& axis) { return axis.extent; });
        effects.write<double>(Extents(count.size()), count, values);
        write_run_facts(root, layout, {}, Axis{});
    }
    file->commit(std::move(failures));
}

} // namespace steppe
