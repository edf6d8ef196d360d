#pragma once
/// What a hindcast found: every forecast against its observation, and the skill that follows.

#include "study/hindcast/references.hpp"
#include "study/hindcast/skill.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace steppe {

inline constexpr double not_scored = std::numeric_limits<double>::quiet_NaN();

/// One series, years ahead of one origin, in one mode of the drivers.
struct SeriesCase {
    std::size_t series{}; ///< of HindcastResult::series
    std::size_t mode{};
    int horizon{};
    int origin{};
    double observed{not_scored};
    std::array<double, 5> quantiles{}; ///< .05, .25, .5, .75, .95
    double crps{not_scored};
    double pit{not_scored};
    bool within50{};
    bool within90{};
    std::array<double, reference_names.size()> reference_crps{not_scored, not_scored, not_scored, not_scored, not_scored};
};

/// All series of a group together: its energy score, each series over the standard deviation of its yearly changes up to the origin.
struct GroupCase {
    ScoreGroup group{};
    std::size_t mode{};
    int horizon{};
    int origin{};
    double energy{not_scored};
    std::array<double, reference_names.size()> reference_energy{not_scored, not_scored, not_scored, not_scored, not_scored};
};

/// A row of the scores. Skill is of the mean CRPS over the group's series.
struct ScoreRow {
    ScoreGroup group{};
    int horizon{};
    std::size_t mode{};
    std::size_t baseline{};
    Skill skill{};
    bool has_interval{}; ///< at least 3 origins
    double energy_skill{not_scored};
    std::size_t origins{};
    double coverage50{not_scored};
    double coverage90{not_scored};
};

/// Skill over the states of a panel, clustered by state.
struct PanelRow {
    int horizon{};
    std::size_t mode{};
    std::size_t baseline{};
    Skill skill{};
    std::size_t states{};
    std::size_t cases{};
    double coverage50{not_scored};
    double coverage90{not_scored};
};

/// Where a known driver stands among its placebos by the mean CRPS of a group.
struct PlaceboRow {
    std::string driver;
    ScoreGroup group{};
    int horizon{};
    double score{};
    PlaceboRank rank;
};

struct HindcastResult {
    std::vector<std::string> modes;
    std::vector<int> origins; ///< asked for
    std::vector<int> horizons;
    std::vector<Operator> series;
    std::string hedger;
    std::size_t members{};
    std::vector<SeriesCase> cases;
    std::vector<GroupCase> groups;
    std::vector<ScoreRow> scores;
    std::vector<PanelRow> panel;
    std::vector<PlaceboRow> placebos;
    std::vector<std::vector<DatedValue>> records; ///< of each series, of all years
    std::vector<std::string> notes;               ///< what was not scored, and why
};

/// Fills `scores` and `panel` from the cases.
void summarise(HindcastResult& result);

/// Mean CRPS of a group's scored cases at a horizon, over origins and series; NaN without any. Of un_point the hedger's alone.
[[nodiscard]] double mean_crps(HindcastResult const& result, std::vector<SeriesCase> const& cases, ScoreGroup group,
                               int horizon);

} // namespace steppe
