#include "model/powers/landscape.hpp"

#include <algorithm>
#include <stdexcept>

namespace steppe {

double frustration(Landscape const& landscape, Configuration configuration, std::size_t power)
{
    std::size_t const count = landscape.count();
    double sum = 0.0;
    for (std::size_t other = 0; other < count; ++other) {
        bool const apart = ((configuration >> power) & 1U) != ((configuration >> other) & 1U);
        sum += apart ? landscape.size[other] * landscape.propensity[power * count + other] : 0.0;
    }
    return sum;
}

double energy(Landscape const& landscape, Configuration configuration)
{
    double sum = 0.0;
    for (std::size_t power = 0; power < landscape.count(); ++power) {
        sum += landscape.size[power] * frustration(landscape, configuration, power);
    }
    return sum;
}

std::vector<LandscapeMinimum> find_minima(Landscape const& landscape)
{
    std::size_t const count = landscape.count();
    if (count > most_landscape_powers || landscape.propensity.size() != count * count) {
        throw std::invalid_argument{"a landscape has at most 20 powers and a propensity for each pair"};
    }
    std::vector<LandscapeMinimum> minima;
    Configuration const configurations = count == 0 ? 0 : Configuration{1} << (count - 1);
    for (Configuration half = 0; half < configurations; ++half) {
        Configuration const configuration = half << 1U; // power 0 on side 0: the mirror image is the same landscape
        bool rests = true;
        for (std::size_t power = 0; power < count && rests; ++power) {
            Configuration const changed = configuration ^ (Configuration{1} << power);
            rests = frustration(landscape, changed, power) >= frustration(landscape, configuration, power);
        }
        if (rests) {
            minima.push_back({configuration, energy(landscape, configuration)});
        }
    }
    std::stable_sort(minima.begin(), minima.end(), [](auto const& a, auto const& b) { return a.energy < b.energy; });
    return minima;
}

} // namespace steppe
