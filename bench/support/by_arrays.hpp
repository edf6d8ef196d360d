#pragma once
/// What the two questions share where they are vectorised by hand: structures of arrays in blocks of replicates.

#include "support/course_fields.hpp"

#include <cmath>
#include <cstddef>
#include <cstring>

namespace bench {

inline constexpr int block = STEPPE_BENCH_BLOCK;
inline constexpr int I = principals;
inline constexpr int A = actions;
inline constexpr double never = 1e300;

#define LANES _Pragma("omp simd") for (int r = 0; r < block; ++r)

/// Solve the questions of one block; its fields, and its answers, lie `n` numbers apart.
void solve_course_by_arrays(double const* fields, double* answers, std::size_t n);
void answer_accord_by_arrays(double const* fields, double* answers, std::size_t n);

} // namespace bench
