#include "study/hazard/probe.hpp"

#include "study/hazard/month_probe.hpp"

#include <memory>

namespace steppe {
namespace {

class HazardProbeFactory final : public ProbeFactory {
public:
    explicit HazardProbeFactory(HazardDesign design) : design_{std::move(design)} {}

    [[nodiscard]] std::unique_ptr<MonthProbe<double>> make(Pack<double> const& /*pack*/, Sizes const& sizes) const override
    {
        return std::make_unique<HazardProbe<double>>(sizes, design_);
    }
    [[nodiscard]] std::unique_ptr<MonthProbe<NativeLanes>> make(Pack<NativeLanes> const& /*pack*/,
                                                                Sizes const& sizes) const override
    {
        return std::make_unique<HazardProbe<NativeLanes>>(sizes, design_);
    }
    [[nodiscard]] std::unique_ptr<MonthProbe<NativeLanes, NativeLanes>> make(Pack<NativeLanes, NativeLanes> const& /*pack*/,
                                                                             Sizes const& sizes) const override
    {
        return std::make_unique<HazardProbe<NativeLanes, NativeLanes>>(sizes, design_);
    }

private:
    HazardDesign design_;
};

} // namespace

Probe hazard_probe(HazardDesign const& design)
{
    return {.columns = design.numbers(), .factory = std::make_shared<HazardProbeFactory const>(design)};
}

} // namespace steppe
