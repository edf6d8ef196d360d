#include "study/kept_outcomes.hpp"

#include <algorithm>
#include <memory>

namespace steppe {

void KeptOutcomes::begin(RunLayout const& layout)
{
    layout_ = layout;
    outcomes_.resize(position(layout.arms.size(), 0, 0));
}

InOrder KeptOutcomes::prepare(ResultBlock const& block)
{
    auto const outcomes = std::make_shared<std::vector<double> const>(block.outcomes);
    return [this, outcomes, range = block.range, failures = block.failures] {
        failures_.insert(failures_.end(), failures.begin(), failures.end());
        std::size_t const count = static_cast<std::size_t>(range.replicates) * layout_.outcomes.size();
        double const* from = outcomes->data();
        for (std::size_t arm = 0; arm < layout_.arms.size(); ++arm) {
            for (int p = 0; p < range.points; ++p, from += count) {
                auto const point = static_cast<std::size_t>(range.first_point) + static_cast<std::size_t>(p);
                std::copy_n(from, count, outcomes_.data() + position(arm, point, range.first_replicate));
            }
        }
    };
}

double const* KeptOutcomes::at(std::size_t arm, std::size_t point, std::int64_t first_replicate) const
{
    return outcomes_.data() + position(arm, point, first_replicate);
}

std::size_t KeptOutcomes::position(std::size_t arm, std::size_t point, std::int64_t replicate) const
{
    std::size_t const job =
        (arm * static_cast<std::size_t>(layout_.points) + point) * static_cast<std::size_t>(layout_.replicates) +
        static_cast<std::size_t>(replicate);
    return job * layout_.outcomes.size();
}

} // namespace steppe
