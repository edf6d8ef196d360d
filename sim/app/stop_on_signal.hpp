#pragma once
/// Signals that ask a program to end as a wish to stop, which a run heeds between months.

#include <array>
#include <atomic>
#include <csignal>

namespace steppe::app {

/// While it lives, these signals ask for a stop: interrupt, termination, the end of a terminal, of the processor time that is allowed, and the warning
/// that schedulers send. A second one of the same kind ends the program as usual. A file that would grow beyond what is allowed is an error
/// of its writer instead of the end.
class StopOnSignal {
public:
    StopOnSignal();
    ~StopOnSignal();
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;

    /// True once a stop is asked for.
    [[nodiscard]] std::atomic<bool> const* flag() const;

private:
    static constexpr std::array signals{SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1};

    std::array<struct sigaction, signals.size()> before_{};
    struct sigaction file_size_before_ = {};
};

} // namespace steppe::app
