# Flags that make a fault of memory end the program instead of doing as an attacker likes (docs/decisions/0042). They move no bits:
# nothing here touches floating point. tests/cli/test_hardening.py reads them back from the binaries.

# The build tree has the search path of an installation: none, unless CMAKE_INSTALL_RPATH names folders. CMake's own search path of
# a build tree ends in an empty element, which the loader reads as the current folder.
set(CMAKE_BUILD_WITH_INSTALL_RPATH ON)

target_compile_options(steppe_flags INTERFACE -fPIE -fstack-protector-strong)
target_link_options(steppe_flags INTERFACE -pie LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)

# Checked forms of libc's functions need an optimising compiler, and hide from the sanitizers what those look for.
# A target with STEPPE_UNOPTIMISED is compiled with -O0.
string(TOUPPER "${CMAKE_BUILD_TYPE}" steppe_build_type)
if("${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${steppe_build_type}}" MATCHES "-O[123s]" AND NOT STEPPE_SANITIZE)
    target_compile_options(steppe_flags INTERFACE
        -U_FORTIFY_SOURCE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:STEPPE_UNOPTIMISED>>>:-D_FORTIFY_SOURCE=3>)
endif()
