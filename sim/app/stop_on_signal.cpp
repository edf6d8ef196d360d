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
    sigaction(SIGINT, &action, &interrupt_before_);
    sigaction(SIGTERM, &action, &terminate_before_);
}

StopOnSignal::~StopOnSignal()
{
    sigaction(SIGINT, &interrupt_before_, nullptr);
    sigaction(SIGTERM, &terminate_before_, nullptr);
}

std::atomic<bool> const* StopOnSignal::flag() const { return &stop_requested; }

} // namespace steppe::app
