#pragma once
/// Streams of chance, one for each question asked of it. A number here is part of every draw's address: never reuse or renumber
/// one, or results of earlier versions cannot be reproduced.

#include <cstdint>

namespace steppe::stream {

inline constexpr std::uint32_t oil = 1;
// 2 was the jump of the oil price in version 1.
inline constexpr std::uint32_t minerals = 3;
inline constexpr std::uint32_t regimes = 4;
inline constexpr std::uint32_t events = 5;
// 6 was the mode of a principal in version 1.
inline constexpr std::uint32_t choice = 7;
inline constexpr std::uint32_t fulfilment = 8;
inline constexpr std::uint32_t operational = 9;
inline constexpr std::uint32_t firms = 10;
inline constexpr std::uint32_t accession = 11;
inline constexpr std::uint32_t prior = 12;
inline constexpr std::uint32_t design = 13;
inline constexpr std::uint32_t threat = 14;
inline constexpr std::uint32_t accord_threat = 15;
inline constexpr std::uint32_t accord_answer = 16;
inline constexpr std::uint32_t accord_fulfilment = 17;
inline constexpr std::uint32_t promise = 18;
inline constexpr std::uint32_t pull = 19;
inline constexpr std::uint32_t peer_action = 20;
inline constexpr std::uint32_t state_effect = 21;
inline constexpr std::uint32_t common_shock = 22;
inline constexpr std::uint32_t setback = 23;
inline constexpr std::uint32_t unrest = 24;
inline constexpr std::uint32_t observed_state = 25; ///< of a hindcast: what is not known of the state at the origin
inline constexpr std::uint32_t observed_walk = 26;  ///< what the own point in UN votes does from year to year
inline constexpr std::uint32_t observed_error = 27; ///< errors of observation
inline constexpr std::uint32_t observed_count = 28; ///< deliveries of arms, and what each is worth
inline constexpr std::uint32_t observed_power = 29; ///< points of powers where their series end
inline constexpr std::uint32_t trade = 30;
inline constexpr std::uint32_t trade_common = 31;
inline constexpr std::uint32_t intensity = 46;
inline constexpr std::uint32_t severity = 41;
inline constexpr std::uint32_t summit = 42;
inline constexpr std::uint32_t volume = 43;
inline constexpr std::uint32_t capability = 44;
inline constexpr std::uint32_t capability_base = 45;
inline constexpr std::uint32_t uranium = 48;
inline constexpr std::uint32_t permutation = 47; ///< of a run: which year a placebo puts in a year's place
inline constexpr std::uint32_t calibration = 49; ///< of a study: positions and moves of draws
inline constexpr std::uint32_t baseline = 40;    ///< of a study: members of the baselines of a hindcast

} // namespace steppe::stream
