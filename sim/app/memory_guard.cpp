// The program's own malloc: glibc's, but for what happens when there is no memory. C libraries, HDF5 above all, go on with a null
// pointer here and there and crash, out of reach of any check of ours; so their allocations end the program instead
// (docs/decisions/0043). C++ allocations throw as ever. Not linked where a sanitizer has a malloc of its own.

#include "app/memory_guard.hpp"

#include <cerrno>
#include <cstddef>
#include <exception>
#include <new>
#include <string_view>
#include <unistd.h>

extern "C" {
void* __libc_malloc(std::size_t size);                          // NOLINT
void* __libc_calloc(std::size_t count, std::size_t size);       // NOLINT
void* __libc_realloc(void* memory, std::size_t size);           // NOLINT
void* __libc_memalign(std::size_t alignment, std::size_t size); // NOLINT
}

namespace steppe::app {
namespace {

constexpr int environment_at_fault = 3;

void* guarded(void* memory, bool may_be_null)
{
    if (memory == nullptr && !may_be_null) {
        end_without_memory();
    }
    return memory;
}

} // namespace

void end_without_memory() noexcept
{
    constexpr std::string_view message = "steppe: not enough memory; use fewer replicates, months or measures\n";
    ssize_t const ignored = ::write(STDERR_FILENO, message.data(), message.size()); // the exit code says it too
    static_cast<void>(ignored);
    ::_exit(environment_at_fault);
}

void end_at_uncaught_bad_alloc()
{
    static std::terminate_handler before = nullptr;
    before = std::set_terminate([] {
        try {
            if (std::exception_ptr const current = std::current_exception()) {
                std::rethrow_exception(current);
            }
        } catch (std::bad_alloc const&) {
            end_without_memory();
        } catch (...) { // the handler of before tells what it was
        }
        before();
    });
}

} // namespace steppe::app

#ifdef STEPPE_GUARDS_MALLOC

using steppe::app::guarded;

extern "C" {

void* malloc(std::size_t size) noexcept { return guarded(__libc_malloc(size), false); }

void* calloc(std::size_t count, std::size_t size) noexcept { return guarded(__libc_calloc(count, size), false); }

void* realloc(void* memory, std::size_t size) noexcept { return guarded(__libc_realloc(memory, size), size == 0); }

void* memalign(std::size_t alignment, std::size_t size) noexcept { return guarded(__libc_memalign(alignment, size), false); }

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept { return memalign(alignment, size); }

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept
{
    if (alignment % sizeof(void*) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) {
        return EINVAL;
    }
    *memory = memalign(alignment, size);
    return 0;
}
}

namespace {

/// As the standard asks of operator new.
template <class Allocate>
void* or_throw(Allocate allocate)
{
    void* memory = allocate();
    while (memory == nullptr) {
        std::new_handler const handler = std::get_new_handler();
        if (handler == nullptr) {
            throw std::bad_alloc{};
        }
        handler();
        memory = allocate();
    }
    return memory;
}

} // namespace

void* operator new(std::size_t size)
{
    return or_throw([size] { return __libc_malloc(size == 0 ? 1 : size); });
}

void* operator new(std::size_t size, std::align_val_t alignment)
{
    return or_throw([=] { return __libc_memalign(static_cast<std::size_t>(alignment), size == 0 ? 1 : size); });
}

#endif
