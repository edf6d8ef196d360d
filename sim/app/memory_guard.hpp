#pragma once
/// Memory that runs out ends the program with exit code 3 and a message, wherever that happens.

namespace steppe::app {

/// Says that memory ran out and ends the program with exit code 3, without cleaning up: what it was writing is removed by the next start.
[[noreturn]] void end_without_memory() noexcept;

/// Sees to it that std::bad_alloc ends so even where no handler can catch it.
void end_at_uncaught_bad_alloc();

} // namespace steppe::app
