// Whatever bytes a study holds, reading it ends in a study or in reported faults.
#include "study/sweep/study.hpp"

#include "base/diagnostics.hpp"
#include "fuzz/file_of_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    try {
        static_cast<void>(steppe::read_study(steppe::fuzz::file_of_bytes("study.toml", bytes, size)));
    } catch (steppe::InputError const&) {
        return 0;
    }
    return 0;
}
