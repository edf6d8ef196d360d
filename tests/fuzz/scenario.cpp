// Whatever bytes a scenario file holds, reading it ends in a scenario or in reported faults.
#include "scenario/scenario.hpp"

#include "base/diagnostics.hpp"
#include "model/parameters.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    static steppe::Schema const schema = steppe::model_schema();
    static std::filesystem::path const path =
        std::filesystem::temp_directory_path() / ("steppe-fuzz-" + std::to_string(getpid()) + ".toml");
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<char const*>(bytes), static_cast<std::streamsize>(size));
    try {
        static_cast<void>(steppe::read_scenario(path, schema));
    } catch (steppe::InputError const&) {
        return 0;
    }
    return 0;
}
