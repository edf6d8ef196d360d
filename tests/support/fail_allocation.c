/* Preloaded before steppe: the allocation with the number STEPPE_FAIL_ALLOCATION fails, and every one after it for as long as that program
   lives, as when memory has run out; with STEPPE_FAIL_ALONE not empty that one alone. 0: none fails, and their count is printed at the end. The engine's own malloc (sim/app/memory_guard.cpp)
   calls these names of glibc. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_long count;
static long failing = -1;
static int alone;

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void *(*next_memalign)(size_t, size_t);

static void find(void)
{
    if (next_memalign == NULL) {
        next_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "__libc_malloc");
        next_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "__libc_calloc");
        next_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "__libc_realloc");
        next_memalign = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "__libc_memalign");
    }
    if (failing < 0) {
        char const *const number = getenv("STEPPE_FAIL_ALLOCATION");
        char const *const single = getenv("STEPPE_FAIL_ALONE");
        alone = single != NULL && *single != 0;
        failing = number == NULL ? 0 : atol(number);
    }
}

static int fails(void)
{
    find();
    long const number = atomic_fetch_add(&count, 1) + 1;
    return failing > 0 && (alone ? number == failing : number >= failing);
}

void *__libc_malloc(size_t size) { return fails() ? NULL : next_malloc(size); }
void *__libc_calloc(size_t entries, size_t size) { return fails() ? NULL : next_calloc(entries, size); }
void *__libc_realloc(void *memory, size_t size) { return fails() ? NULL : next_realloc(memory, size); }
void *__libc_memalign(size_t alignment, size_t size) { return fails() ? NULL : next_memalign(alignment, size); }

__attribute__((destructor)) static void tell(void)
{
    if (failing == 0) {
        char text[64];
        int const length = snprintf(text, sizeof text, "allocations: %ld\n", (long)count);
        (void)!write(STDERR_FILENO, text, (size_t)length);
    }
}
