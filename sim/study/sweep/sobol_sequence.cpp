#include "study/sweep/sobol_sequence.hpp"

#include "lanes/draws.hpp"
#include "model/streams.hpp"

#include <boost/random/sobol.hpp>

namespace steppe {
namespace {

std::uint32_t reversed(std::uint32_t bits)
{
    bits = (bits >> 1U & 0x55555555U) | (bits & 0x55555555U) << 1U;
    bits = (bits >> 2U & 0x33333333U) | (bits & 0x33333333U) << 2U;
    bits = (bits >> 4U & 0x0f0f0f0fU) | (bits & 0x0f0f0f0fU) << 4U;
    bits = (bits >> 8U & 0x00ff00ffU) | (bits & 0x00ff00ffU) << 8U;
    return bits >> 16U | bits << 16U;
}

/// Each bit is flipped or not by a hash of the bits above it.
std::uint32_t scrambled(std::uint32_t bits, std::uint32_t seed)
{
    std::uint32_t x = reversed(bits);
    x ^= x * 0x3d20adeaU;
    x += seed;
    x *= seed >> 16U | 1U;
    x ^= x * 0x05526c56U;
    x ^= x * 0x53a22864U;
    return reversed(x);
}

} // namespace

std::vector<double> scrambled_sobol(int points, std::size_t dimensions, std::uint64_t seed)
{
    Draws<double> const draws{seed, 0};
    std::vector<std::uint32_t> seeds(dimensions);
    for (std::size_t d = 0; d < dimensions; ++d) {
        seeds[d] = static_cast<std::uint32_t>(draws.uniform(0, stream::design, static_cast<std::uint32_t>(d)) * 0x1p32);
    }
    boost::random::sobol sequence{dimensions};
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(points) * dimensions);
    for (int point = 0; point < points; ++point) {
        for (std::size_t d = 0; d < dimensions; ++d) {
            // Boost leaves out the first point, which is 0 throughout; a net needs it.
            auto const bits = point == 0 ? 0U : static_cast<std::uint32_t>(sequence() >> 32U);
            values.push_back((static_cast<double>(scrambled(bits, seeds[d])) + 0.5) * 0x1p-32);
        }
    }
    return values;
}

} // namespace steppe
