#include "study/benefit/file.hpp"

#include "output/effect_statistics.hpp"

#include <limits>
#include <string>
#include <utility>
#include <vector>

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
        for (VersionEffects const& version : result.versions) {
            ids.push_back(version.id);
            titles.push_back(version.title);
            for (std::vector<PairedEffect> const& effects : version.effects) {
                std::vector<double> const numbers = effect_values(effects);
                values.insert(values.end(), numbers.begin(), numbers.end());
            }
        }
        std::vector<Axis> const axes{
            dimensions.texts("reading", ids, "reading of the scenario: base, parameters drawn from priors, rivals"),
            dimensions.contrast(result.contrasts), dimensions.outcome(),
            dimensions.texts("outcome_statistic", effect_statistic_names(), "statistic of an outcome over replicates")};
        root.create_texts("reading_title", titles).attach_scale(*axes[0].coordinate, 0);
        write_numbers(
            root, "effects", axes, values,
            {.missing = missing, .long_name = "effect of a contrast on an outcome, in the unit that outcome_units gives"});
        write_run_facts(root, layout, {}, Axis{});
    }
    file->commit(std::move(failures));
}

} // namespace steppe
