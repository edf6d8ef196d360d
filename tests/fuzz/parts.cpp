// Whatever bytes a manifest, a shard or a checkpoint holds, reading it ends in what it says or in a reported fault.
#include "base/diagnostics.hpp"
#include "fuzz/file_of_bytes.hpp"
#include "output/checkpoint_file.hpp"
#include "output/part_manifest.hpp"
#include "output/shard.hpp"
#include "output/sidecar.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    try {
        static_cast<void>(steppe::parse_shard({bytes, bytes + size}, "fuzz.shard"));
    } catch (steppe::EnvironmentError const&) {
        static_cast<void>(size); // as it should be
    }
    static_cast<void>(steppe::read_manifest(steppe::fuzz::file_of_bytes("part-1-of-1.jsonl", bytes, size)));
    static_cast<void>(steppe::digest_in(steppe::fuzz::file_of_bytes("out.h5.json", bytes, size)));
    try {
        steppe::CheckpointFile const file{steppe::fuzz::file_of_bytes("out.h5.checkpoint", bytes, size),
                                          steppe::PartStart::resume,
                                          {{"the command", "run"}}};
        static_cast<void>(file.find("1"));
    } catch (steppe::InputError const&) {
        return 0;
    }
    return 0;
}
