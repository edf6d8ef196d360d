#include "model/measures.hpp"

#include "model/observation.hpp"

namespace steppe {

std::vector<MeasureDeclaration> model_measures()
{
    std::vector<MeasureDeclaration> measures;
    Observation<double> observation{Sizes{}};
    observation.visit([&]<class Table>(Table&, MeasureDeclaration declaration) {
        declaration.sets.assign(Table::sets.begin(), Table::sets.end());
        measures.push_back(std::move(declaration));
    });
    return measures;
}

std::vector<std::string> default_measures()
{
    std::vector<std::string> names;
    for (MeasureDeclaration const& measure : model_measures()) {
        if (!measure.optional) {
            names.emplace_back(measure.name);
        }
    }
    return names;
}

} // namespace steppe
