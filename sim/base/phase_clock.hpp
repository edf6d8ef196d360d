#pragma once
/// Where the time of a run goes.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace steppe {

/// The parts of a run that `--timings` tells apart, in their order.
enum class Phase : std::uint8_t { opening, months, recording, preparation, writing };

inline constexpr std::array<std::string_view, 5> phase_names{
    "opening of worlds", "months", "recording of months and outcomes", "statistics and compression", "writing",
};

/// Seconds by phase.
using PhaseTimes = std::array<double, phase_names.size()>;

/// A stopwatch that runs on: each lap goes to the phase that just ended. Costs a branch while it is off.
class PhaseClock {
public:
    void turn_on() { is_on_ = true; }
    /// What passed since the last lap belongs to no phase.
    void start()
    {
        if (is_on_) {
            last_ = Clock::now();
        }
    }
    void lap(Phase phase)
    {
        if (is_on_) {
            Clock::time_point const now = Clock::now();
            times_[static_cast<std::size_t>(phase)] += std::chrono::duration<double>(now - last_).count();
            last_ = now;
        }
    }
    /// The times since the last call.
    [[nodiscard]] PhaseTimes take()
    {
        PhaseTimes const times = times_;
        times_ = {};
        return times;
    }

private:
    using Clock = std::chrono::steady_clock;

    bool is_on_{};
    Clock::time_point last_;
    PhaseTimes times_{};
};

} // namespace steppe
