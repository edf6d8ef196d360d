// Whatever bytes a chunk holds, and however far apart they repeat, its blocks inflate to them.
#include "output/codec/block_deflater.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <libdeflate.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* input, std::size_t size)
{
    if (size < 4) {
        return 0;
    }
    std::size_t const near = 1U + input[0];
    std::size_t const far = 257U + (input[1] << 8U | input[2]) % 33000U; // also beyond the window
    std::vector<std::byte> bytes(size - 3);
    std::memcpy(bytes.data(), input + 3, bytes.size());
    static steppe::BlockDeflater deflater;
    std::vector<std::byte> stream(2 * steppe::BlockDeflater::bound(bytes.size()));
    steppe::BitWriter out{stream};
    deflater.add(bytes, far, false, out);
    deflater.add(bytes, near, true, out);
    out.align();

    std::vector<std::byte> inflated(2 * bytes.size() + 1);
    std::size_t found = 0;
    static libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
    libdeflate_result const result =
        libdeflate_deflate_decompress(decompressor, stream.data(), out.written(), inflated.data(), inflated.size(), &found);
    bool const same = result == LIBDEFLATE_SUCCESS && found == 2 * bytes.size() &&
                      std::memcmp(inflated.data(), bytes.data(), bytes.size()) == 0 &&
                      std::memcmp(inflated.data() + bytes.size(), bytes.data(), bytes.size()) == 0;
    if (!same) {
        std::abort();
    }
    return 0;
}
