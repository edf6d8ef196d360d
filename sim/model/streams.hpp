#pragma once
/// Streams of chance, one for each question asked of it. A number here is part of every draw's address: never reuse or renumber
/// one, or results of earlier versions cannot be reproduced.

#include <cstdint>

namespace steppe::stream {

inline constexpr std::uint32_t oil = 1;
inline constexpr std::uint32_t oil_jump = 2;
inline constexpr std::uint32_t minerals = 3;
inline constexpr std::uint32_t regimes = 4;
inline constexpr std::uint32_t events = 5;
inline constexpr std::uint32_t mode = 6;
inline constexpr std::uint32_t choice = 7;
inline constexpr std::uint32_t fulfilment = 8;
inline constexpr std::uint32_t operational = 9;
inline constexpr std::uint32_t firms = 10;
inline constexpr std::uint32_t accession = 11;
inline constexpr std::uint32_t prior = 12;
inline constexpr std::uint32_t design = 13;

} // namespace steppe::stream
