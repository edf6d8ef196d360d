# Flags that every target of steppe shares. Floating-point expressions are evaluated as written, so that lanes, scalar code,
# compilers and instruction sets give the same bits: no contraction into fused multiply-add, no reassociation.
add_library(steppe_flags INTERFACE)
target_compile_features(steppe_flags INTERFACE cxx_std_20)
target_compile_options(steppe_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
    -ffp-contract=off -fno-fast-math -fno-math-errno)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Lanes cross function boundaries only inside one program, so the vector ABI note does not concern us.
    # GCC 12 reports overlapping copies inside its own std::string operator+ (GCC bug 105651).
    # and members of temporaries that it has just moved from as uninitialised, at -O3 only.
    target_compile_options(steppe_flags INTERFACE -Wno-psabi -Wno-restrict -Wno-maybe-uninitialized)
endif()
set(STEPPE_ISA "" CACHE STRING "x86-64 level to build for: empty (baseline), x86-64-v3 or x86-64-v4")
if(STEPPE_ISA)
    target_compile_options(steppe_flags INTERFACE -march=${STEPPE_ISA})
endif()
option(STEPPE_WERROR "Treat warnings as errors" OFF)
if(STEPPE_WERROR)
    target_compile_options(steppe_flags INTERFACE -Werror)
endif()
set(STEPPE_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
if(STEPPE_SANITIZE)
    target_compile_options(steppe_flags INTERFACE -fsanitize=${STEPPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(steppe_flags INTERFACE -fsanitize=${STEPPE_SANITIZE})
endif()
