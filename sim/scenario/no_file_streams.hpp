#pragma once
/// For the TOML library where the C++ library has no files: its function that reads one, which nobody calls, names this stream. It never opens.

#include <istream>

template <>
class std::basic_ifstream<char> : public std::istream {
public:
    basic_ifstream() : std::istream{nullptr} {}
    void open(std::string const& /*path*/, std::ios_base::openmode /*mode*/) {}
    [[nodiscard]] static bool is_open() { return false; }
};
