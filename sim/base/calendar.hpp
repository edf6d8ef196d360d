#pragma once
/// Months of a run, and what of the political calendar depends on them alone.

#include <chrono>

namespace steppe {

/// Whole months from `from` to `to`; negative if `to` is earlier.
[[nodiscard]] constexpr int months_between(std::chrono::year_month from, std::chrono::year_month to)
{
    return static_cast<int>((to - from).count());
}

/// Elections and summits recur at fixed intervals; the administration in office ends once.
struct PoliticalCalendar {
    std::chrono::year_month start{};
    std::chrono::year_month first_election{};
    int election_interval{24}; ///< months
    std::chrono::year_month administration_ends{};
    std::chrono::year_month first_summit{};
    int summit_interval{12}; ///< months

    /// Months from the given month of the run (0 = start) to the next election; 0 in its month.
    [[nodiscard]] constexpr int months_to_election(int month) const
    {
        return months_to_next(month, first_election, election_interval);
    }
    [[nodiscard]] constexpr bool is_summit(int month) const
    {
        return months_to_next(month, first_summit, summit_interval) == 0;
    }
    [[nodiscard]] constexpr bool administration_in_office(int month) const
    {
        return month < months_between(start, administration_ends);
    }

private:
    [[nodiscard]] constexpr int months_to_next(int month, std::chrono::year_month first, int interval) const
    {
        int const ahead = months_between(start, first) - month;
        if (ahead >= 0) {
            return ahead;
        }
        int const past = -ahead % interval;
        return past == 0 ? 0 : interval - past;
    }
};

} // namespace steppe
