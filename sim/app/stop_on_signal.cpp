#include "app/stop_on_signal.hpp"

namespace steppe::app {
namespace {

// The one variable that a signal handler can reach; it carries nothing but the wish to stop.
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void request_stop(int /*signal*/) { stop_requested.store(true, std::memory_order_relaxed); }

} // namespace

StopOnSignal::StopOnSignal()
{
    struct sigaction action = {};
    action.sa_handler = request_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (std::size_t i = 0; i < signals.size(); ++i) {
        sigaction(signals[i], &action, &before_[i]);
        if (signals[i] == SIGHUP && before_[i].sa_handler == SIG_IGN) { // nohup
            sigaction(SIGHUP, &before_[i], nullptr);
        }
    }
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &file_size_before_);
}

StopOnSignal::~StopOnSignal()
{
    for (std::size_t i = 0; i < signals.size(); ++i) {
        sigaction(signals[i], &before_[i], nullptr);
    }
    sigaction(SIGXFSZ, &file_size_before_, nullptr);
}

std::atomic<bool> const* StopOnSignal::flag() const { return &stop_requested; }

} // namespace steppe::app
