#pragma once
/// What a plan may ask of every month of every replicate beside its measures. A probe brings columns of its own; the engine knows
/// how many, and whoever gave the probe knows what they mean.

#include <cstddef>
#include <memory>

namespace steppe {

class ProbeFactory; // ensemble/month_probe.hpp, for those who write probes

struct Probe {
    std::size_t columns{}; ///< numbers a month and hedger
    std::shared_ptr<ProbeFactory const> factory;
};

} // namespace steppe
