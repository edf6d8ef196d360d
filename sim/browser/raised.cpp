/// An exception ends this engine: a page starts another. WebAssembly's own exceptions need a C++ library that was built for them, which Debian
/// has not, so nothing is caught; what was thrown tells the page what was wrong, and the program traps (docs/decisions/0081).

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <typeinfo>

/// Takes the words of a fault. The page has it; it may throw on its side, and never returns to us otherwise.
extern "C" [[clang::import_module("steppe"), clang::import_name("fault")]] void steppe_fault(char const* text,
                                                                                             std::size_t size);

extern "C" {

void* __cxa_allocate_exception(std::size_t size) noexcept // NOLINT(bugprone-reserved-identifier)
{
    void* const memory = std::malloc(size);
    if (memory == nullptr) {
        std::abort();
    }
    return memory;
}

/// Everything that the engine throws derives from std::exception, first and alone, so the object begins with one
/// (tests/unit/layers_test.cpp looks at what it throws).
[[noreturn]] void __cxa_throw(void* thrown, std::type_info* /*type*/,
                              void (* /*destroy*/)(void*)) // NOLINT(bugprone-reserved-identifier)
{
    char const* const words = static_cast<std::exception const*>(thrown)->what();
    steppe_fault(words, std::strlen(words));
    std::abort();
}

} // extern "C"
