#include "base/checksum.hpp"

#include <fmt/format.h>
#include <xxhash.h>

namespace steppe {

std::string checksum(std::string_view bytes)
{
    XXH128_hash_t const hash = XXH3_128bits(bytes.data(), bytes.size());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

} // namespace steppe
