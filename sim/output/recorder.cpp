#include "output/recorder.hpp"

namespace steppe {

std::size_t RunLayout::elements(MeasureDeclaration const& measure) const
{
    Sizes const sizes = actors.sizes();
    std::size_t count = 1;
    for (IndexSet set : measure.sets) {
        count *= static_cast<std::size_t>(sizes.of(set));
    }
    return count;
}

} // namespace steppe
