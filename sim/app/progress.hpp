#pragma once
/// Progress on standard error: replicates done, rate, time left. One line, rewritten in place.

#include <chrono>
#include <cstdint>
#include <deque>

namespace steppe::app {

enum class ProgressWhen : std::uint8_t { automatic, always, never };

/// How fast work gets done, by the later half of the time since the start: what came before may have been slower, while threads started,
/// or faster, while what an earlier run had done was taken over.
class ProgressRate {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit ProgressRate(Time start) : samples_{{start, 0}}, start_{start} {}

    /// `done` so far, at times that do not go back.
    void note(Time now, std::int64_t done);
    /// 0 until some time has passed.
    [[nodiscard]] double per_second() const;
    /// 0 until something is done.
    [[nodiscard]] double seconds_left(std::int64_t total) const;

private:
    struct Sample {
        Time time;
        std::int64_t done;
    };

    std::deque<Sample> samples_; ///< from the last before the later half on
    Time start_;
};

class ProgressLine {
public:
    /// Shows nothing unless asked to, or unless standard error is a terminal and `quiet` is false.
    ProgressLine(ProgressWhen when, bool quiet);
    ~ProgressLine();
    ProgressLine(ProgressLine const&) = delete;
    ProgressLine& operator=(ProgressLine const&) = delete;

    void update(std::int64_t done, std::int64_t total);

private:
    using Clock = std::chrono::steady_clock;

    bool shown_;
    bool drawn_{};
    ProgressRate rate_{Clock::now()};
    Clock::time_point last_{};
};

} // namespace steppe::app
