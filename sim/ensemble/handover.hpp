#pragma once
/// Tells the thread sanitizer of hand-overs between threads that it cannot see, because oneTBB's library is built without
/// it. In every other build this is nothing.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define STEPPE_THREAD_SANITIZER
#endif
#elif defined(__SANITIZE_THREAD__)
#define STEPPE_THREAD_SANITIZER
#endif
#if defined(STEPPE_THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>
#endif

namespace steppe {

/// One stage's turn with an item. A turn sees everything that turns which ended before it began have written, which is what a
/// pipeline of oneTBB promises of an item's stages; turns that overlap stay unordered, so races between them are found.
class Turn {
public:
#if defined(STEPPE_THREAD_SANITIZER)
    Turn() { __tsan_acquire(&token_); }
    ~Turn() { __tsan_release(&token_); }
#else
    Turn() {} // NOLINT(modernize-use-equals-default): a variable of this type is never "unused"
#endif
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

private:
#if defined(STEPPE_THREAD_SANITIZER)
    static inline char token_{};
#endif
};

} // namespace steppe
