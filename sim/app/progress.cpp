#include "app/progress.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace steppe::app {

ProgressLine::ProgressLine(Arguments const& arguments)
    : shown_{arguments.progress == ProgressWhen::always ||
             (arguments.progress == ProgressWhen::automatic && !arguments.quiet && isatty(STDERR_FILENO) == 1)}
{
}

ProgressLine::~ProgressLine()
{
    if (drawn_) {
        std::fputc('\n', stderr);
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
    double const seconds = std::chrono::duration<double>(now - start_).count();
    double const rate = seconds > 0.0 ? static_cast<double>(done) / seconds : 0.0;
    double const left = rate > 0.0 ? static_cast<double>(total - done) / rate : 0.0;
    fmt::print(stderr, "\r{}/{} replicates ({:.0f} %), {:.0f} a second, {:.0f} s left   ", done, total,
               100.0 * static_cast<double>(done) / static_cast<double>(total), rate, left);
    std::fflush(stderr);
}

} // namespace steppe::app
