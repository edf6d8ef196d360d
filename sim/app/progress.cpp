#include "app/progress.hpp"

#include "app/streams.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace steppe::app {

void ProgressRate::note(Time now, std::int64_t done)
{
    samples_.push_back({now, done});
    Time const half = start_ + (now - start_) / 2;
    while (samples_[1].time <= half && samples_.size() > 2) {
        samples_.pop_front();
    }
}

double ProgressRate::per_second() const
{
    Sample const& first = samples_.front();
    Sample const& last = samples_.back();
    double const seconds = std::chrono::duration<double>(last.time - first.time).count();
    return seconds > 0.0 ? static_cast<double>(last.done - first.done) / seconds : 0.0;
}

double ProgressRate::seconds_left(std::int64_t total) const
{
    double const rate = per_second();
    return rate > 0.0 ? static_cast<double>(total - samples_.back().done) / rate : 0.0;
}

ProgressLine::ProgressLine(ProgressWhen when, bool quiet)
    : shown_{when == ProgressWhen::always || (when == ProgressWhen::automatic && !quiet && isatty(STDERR_FILENO) == 1)}
{
}

ProgressLine::~ProgressLine()
{
    if (drawn_) {
        tell_bytes("\n");
    }
}

void ProgressLine::update(std::int64_t done, std::int64_t total)
{
    Clock::time_point const now = Clock::now();
    if (!shown_ || (done < total && now - last_ < std::chrono::milliseconds{100})) {
        return;
    }
    last_ = now;
    drawn_ = true;
    rate_.note(now, done);
    tell("\r{}/{} replicates ({:.0f} %), {:.0f} a second, {:.0f} s left   ", done, total,
         100.0 * static_cast<double>(done) / static_cast<double>(total), rate_.per_second(), rate_.seconds_left(total));
}

} // namespace steppe::app
