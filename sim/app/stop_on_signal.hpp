#pragma once
/// Interrupt and termination as a wish to stop, which a run heeds between blocks.

#include <atomic>
#include <csignal>

namespace steppe::app {

/// While it lives, interrupt and termination ask for a stop; a second interrupt ends the program as usual.
class StopOnSignal {
public:
    StopOnSignal();
    ~StopOnSignal();
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;

    /// True once a stop is asked for.
    [[nodiscard]] std::atomic<bool> const* flag() const;

private:
    struct sigaction interrupt_before_ = {};
    struct sigaction terminate_before_ = {};
};

} // namespace steppe::app
