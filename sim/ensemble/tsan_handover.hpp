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

/// One stage's work on an item. It sees everything that work which ended before it began has written, which is what a
/// pipeline of oneTBB promises of an item's stages; stages that overlap stay unordered, so races between them are found.
class TsanHandover {
public:
#if defined(STEPPE_THREAD_SANITIZER)
    TsanHandover() { __tsan_acquire(&token_); }
    ~TsanHandover() { __tsan_release(&token_); }
#else
    TsanHandover() {} // NOLINT(modernize-use-equals-default): a variable of this type is never "unused"
#endif
    TsanHandover(TsanHandover const&) = delete;
    TsanHandover& operator=(TsanHandover const&) = delete;

private:
#if defined(STEPPE_THREAD_SANITIZER)
    static inline char token_{};
#endif
};

} // namespace steppe
