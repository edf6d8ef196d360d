#include "model/measures.hpp"

namespace steppe {

std::vector<MeasureDeclaration> model_measures()
{
    std::vector<MeasureDeclaration> measures;
    Observation<double> observation;
    observation.visit([&]<class Table>(Table&, MeasureDeclaration declaration) {
        declaration.sets.assign(Table::sets.begin(), Table::sets.end());
        measures.push_back(std::move(declaration));
    });
    return measures;
}

} // namespace steppe
