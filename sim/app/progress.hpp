#pragma once
/// Progress on standard error: replicates done, rate, time left. One line, rewritten in place.

#include "app/arguments.hpp"

#include <chrono>
#include <cstdint>

namespace steppe::app {

class ProgressLine {
public:
    /// Shows nothing unless asked to, or unless standard error is a terminal and `quiet` is false.
    explicit ProgressLine(Arguments const& arguments);
    ~ProgressLine();
    ProgressLine(ProgressLine const&) = delete;
    ProgressLine& operator=(ProgressLine const&) = delete;

    void update(std::int64_t done, std::int64_t total);

private:
    using Clock = std::chrono::steady_clock;

    bool shown_;
    bool drawn_{};
    Clock::time_point start_{Clock::now()};
    Clock::time_point last_{};
};

} // namespace steppe::app
