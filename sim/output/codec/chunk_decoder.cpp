#include "output/codec/chunk_decoder.hpp"

#include <libdeflate.h>
#include <memory>
#include <new>

namespace steppe {
namespace {

constexpr std::size_t fletcher_bytes = 4; // behind the stream, which has a checksum of its own

using Decompressor = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

Decompressor new_decompressor()
{
    Decompressor made{libdeflate_alloc_decompressor(), libdeflate_free_decompressor};
    if (!made) {
        throw std::bad_alloc{};
    }
    return made;
}

} // namespace

std::optional<std::vector<std::byte>> decode_chunk(std::span<std::byte const> chunk, std::size_t size,
                                                   std::size_t bytes_per_value)
{
    if (chunk.size() < fletcher_bytes || size % bytes_per_value != 0) {
        return std::nullopt;
    }
    thread_local Decompressor const decompressor = new_decompressor();
    std::vector<std::byte> planes(size);
    // No place for the number of bytes that came: anything but all of them is a fault.
    if (libdeflate_zlib_decompress(decompressor.get(), chunk.data(), chunk.size() - fletcher_bytes, planes.data(), size,
                                   nullptr) != LIBDEFLATE_SUCCESS) {
        return std::nullopt;
    }
    std::vector<std::byte> values(size);
    std::size_t const count = size / bytes_per_value;
    for (std::size_t byte = 0; byte < bytes_per_value; ++byte) {
        for (std::size_t i = 0; i < count; ++i) {
            values[i * bytes_per_value + byte] = planes[byte * count + i];
        }
    }
    return values;
}

} // namespace steppe
