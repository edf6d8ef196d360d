#pragma once
/// How a probe looks at the months of a pack.

#include "model/month.hpp"

#include <memory>
#include <span>

namespace steppe {

/// The part of a probe that belongs to one pack. `R` and `P` as in Pack.
template <class R, class P = double>
class MonthProbe {
public:
    virtual ~MonthProbe() = default;
    /// The pack has entered an arm.
    virtual void begin(Pack<R, P> const& pack) = 0;
    /// A month was stepped and is not committed yet: `pack.now` is the world at its start, `pack.next` at its end.
    virtual void measure(Structure const& structure, Arm const& arm, Draws<R> const& draws, int month,
                         Pack<R, P> const& pack) = 0;
    /// The numbers of one replicate in the month that was measured last: [hedger][column].
    virtual void copy_lane(int lane, Pack<R, P> const& pack, std::span<double> target) const = 0;
};

/// Makes the part of a probe for a pack of any kind.
class ProbeFactory {
public:
    using NativeLanes = Lanes<native_width>;

    virtual ~ProbeFactory() = default;
    [[nodiscard]] virtual std::unique_ptr<MonthProbe<double>> make(Pack<double> const& pack, Sizes const& sizes) const = 0;
    [[nodiscard]] virtual std::unique_ptr<MonthProbe<NativeLanes>> make(Pack<NativeLanes> const& pack,
                                                                        Sizes const& sizes) const = 0;
    [[nodiscard]] virtual std::unique_ptr<MonthProbe<NativeLanes, NativeLanes>>
    make(Pack<NativeLanes, NativeLanes> const& pack, Sizes const& sizes) const = 0;
};

} // namespace steppe
