/* Preloaded before steppe: the call with the number STEPPE_FAIL_IO that opens, reads, writes, names or makes durable a file fails, by itself, as
   when a disk has a bad place or is full. 0: none fails, and their count is printed at the end. Standard streams do not count, nor does what
   libc does inside itself: the loader, and standard output. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long count;
static long failing = -1;
static int reason = EIO;

static int fails(void)
{
    if (failing < 0) {
        char const *const number = getenv("STEPPE_FAIL_IO");
        char const *const full = getenv("STEPPE_FAIL_FULL");
        failing = number == NULL ? 0 : atol(number);
        reason = full == NULL ? EIO : ENOSPC;
    }
    if (atomic_fetch_add(&count, 1) + 1 != failing) {
        return 0;
    }
    errno = reason;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPENING(name)                                              \
    int name(char const *path, int flags, ...)                     \
    {                                                              \
        va_list rest;                                              \
        va_start(rest, flags);                                     \
        mode_t const mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                              \
        return fails() ? -1 : NEXT(name)(path, flags, mode);       \
    }
OPENING(open)
OPENING(open64)

#define ON_FILE(result, name, parameters, arguments)    \
    result name parameters                              \
    {                                                   \
        return file > 2 && fails() ? -1 : NEXT(name) arguments; \
    }
ON_FILE(ssize_t, write, (int file, void const *bytes, size_t size), (file, bytes, size))
ON_FILE(ssize_t, read, (int file, void *bytes, size_t size), (file, bytes, size))
ON_FILE(ssize_t, pwrite, (int file, void const *bytes, size_t size, off_t place), (file, bytes, size, place))
ON_FILE(ssize_t, pwrite64, (int file, void const *bytes, size_t size, off64_t place), (file, bytes, size, place))
ON_FILE(ssize_t, pread, (int file, void *bytes, size_t size, off_t place), (file, bytes, size, place))
ON_FILE(ssize_t, pread64, (int file, void *bytes, size_t size, off64_t place), (file, bytes, size, place))
ON_FILE(int, ftruncate, (int file, off_t size), (file, size))
ON_FILE(int, ftruncate64, (int file, off64_t size), (file, size))
ON_FILE(int, fsync, (int file), (file))
ON_FILE(int, flock, (int file, int operation), (file, operation))

int rename(char const *from, char const *to) { return fails() ? -1 : NEXT(rename)(from, to); }
int renameat2(int one, char const *from, int other, char const *to, unsigned flags)
{
    return fails() ? -1 : NEXT(renameat2)(one, from, other, to, flags);
}
int mkdir(char const *path, mode_t mode) { return fails() ? -1 : ((int (*)(char const *, mode_t))dlsym(RTLD_NEXT, "mkdir"))(path, mode); }
int unlink(char const *path) { return fails() ? -1 : NEXT(unlink)(path); }

__attribute__((destructor)) static void tell(void)
{
    if (failing == 0) {
        char text[64];
        int const length = snprintf(text, sizeof text, "calls: %ld\n", (long)count);
        (void)!((ssize_t (*)(int, void const *, size_t))dlsym(RTLD_NEXT, "write"))(STDERR_FILENO, text, (size_t)length);
    }
}
