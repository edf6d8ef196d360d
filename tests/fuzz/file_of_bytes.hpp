#pragma once
/// A file of a fuzzer's bytes, for what reads files only.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace steppe::fuzz {

/// Under /dev/shm where there is one. The same file each time; none may be left of a run before.
inline std::filesystem::path file_of_bytes(char const* name, std::uint8_t const* bytes, std::size_t size)
{
    static std::filesystem::path const folder = [] {
        std::filesystem::path const memory{"/dev/shm"};
        std::filesystem::path const within =
            std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
        std::filesystem::path made = within / ("steppe-fuzz-" + std::to_string(::getpid()));
        std::filesystem::create_directory(made);
        return made;
    }();
    std::filesystem::path path = folder / name;
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<char const*>(bytes), static_cast<std::streamsize>(size));
    return path;
}

} // namespace steppe::fuzz
