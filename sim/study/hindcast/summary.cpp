#include "study/hindcast/result.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace steppe {
namespace {

/// Scores of the group by origin: means over series, of the forecasts and of one reference, where both exist.
struct ByOrigin {
    std::map<int, std::vector<double>> own, reference;

    [[nodiscard]] std::array<std::vector<double>, 2> means() const
    {
        std::array<std::vector<double>, 2> found;
        for (auto const& [origin, scores] : own) {
            auto const mean = [](std::vector<double> const& all) {
                return std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
            };
            found[0].push_back(mean(scores));
            found[1].push_back(mean(reference.at(origin)));
        }
        return found;
    }
};

struct Coverages {
    std::size_t cases{};
    std::size_t within50{};
    std::size_t within90{};

    void count(SeriesCase const& one)
    {
        ++cases;
        within50 += one.within50 ? 1U : 0U;
        within90 += one.within90 ? 1U : 0U;
    }
    [[nodiscard]] double share(std::size_t within) const
    {
        return cases == 0 ? not_scored : static_cast<double>(within) / static_cast<double>(cases);
    }
};

class Summary {
public:
    explicit Summary(HindcastResult& result) : result_{result} {}

    void fill()
    {
        for (std::size_t g = 0; g < score_group_names.size(); ++g) {
            for (int const horizon : result_.horizons) {
                for (std::size_t mode = 0; mode < result_.modes.size(); ++mode) {
                    for (std::size_t baseline = 0; baseline < reference_names.size(); ++baseline) {
                        add_score(static_cast<ScoreGroup>(g), horizon, mode, baseline);
                    }
                }
            }
        }
        for (int const horizon : result_.horizons) {
            for (std::size_t mode = 0; mode < result_.modes.size(); ++mode) {
                for (std::size_t baseline = 0; baseline < reference_names.size(); ++baseline) {
                    add_panel(horizon, mode, baseline);
                }
            }
        }
    }

private:
    void add_score(ScoreGroup group, int horizon, std::size_t mode, std::size_t baseline)
    {
        ByOrigin by;
        Coverages coverage;
        for (SeriesCase const& one : result_.cases) {
            Operator const& series = result_.series[one.series];
            bool const is_other = series.group == ScoreGroup::un_point && series.state != result_.hedger;
            if (series.group != group || is_other || one.horizon != horizon || one.mode != mode || std::isnan(one.crps)) {
                continue;
            }
            coverage.count(one);
            if (!std::isnan(one.reference_crps[baseline])) {
                by.own[one.origin].push_back(one.crps);
                by.reference[one.origin].push_back(one.reference_crps[baseline]);
            }
        }
        auto const [own, reference] = by.means();
        if (own.empty() || std::accumulate(reference.begin(), reference.end(), 0.0) <= 0.0) {
            return;
        }
        ScoreRow row{.group = group, .horizon = horizon, .mode = mode, .baseline = baseline, .origins = own.size()};
        row.has_interval = own.size() >= 3;
        row.skill = row.has_interval ? skill_over_origins(own, reference, static_cast<std::size_t>(horizon))
                                     : without_interval(own, reference);
        row.energy_skill = energy_skill(group, horizon, mode, baseline);
        row.coverage50 = coverage.share(coverage.within50);
        row.coverage90 = coverage.share(coverage.within90);
        result_.scores.push_back(std::move(row));
    }

    static Skill without_interval(std::vector<double> const& own, std::vector<double> const& reference)
    {
        Skill skill;
        skill.value =
            1.0 - std::accumulate(own.begin(), own.end(), 0.0) / std::accumulate(reference.begin(), reference.end(), 0.0);
        skill.low = not_scored;
        skill.high = not_scored;
        skill.method = "none";
        skill.few = true;
        return skill;
    }

    [[nodiscard]] double energy_skill(ScoreGroup group, int horizon, std::size_t mode, std::size_t baseline) const
    {
        double own = 0.0;
        double reference = 0.0;
        for (GroupCase const& one : result_.groups) {
            if (one.group == group && one.horizon == horizon && one.mode == mode && !std::isnan(one.energy) &&
                !std::isnan(one.reference_energy[baseline])) {
                own += one.energy;
                reference += one.reference_energy[baseline];
            }
        }
        return reference > 0.0 ? 1.0 - own / reference : not_scored;
    }

    void add_panel(int horizon, std::size_t mode, std::size_t baseline)
    {
        std::vector<double> own;
        std::vector<double> reference;
        std::vector<std::size_t> state;
        Coverages coverage;
        for (SeriesCase const& one : result_.cases) {
            if (result_.series[one.series].group == ScoreGroup::un_point && one.horizon == horizon && one.mode == mode &&
                !std::isnan(one.crps) && !std::isnan(one.reference_crps[baseline])) {
                own.push_back(one.crps);
                reference.push_back(one.reference_crps[baseline]);
                state.push_back(one.series);
                coverage.count(one);
            }
        }
        std::vector<std::size_t> states = state;
        std::sort(states.begin(), states.end());
        states.erase(std::unique(states.begin(), states.end()), states.end());
        if (states.size() < 2) {
            return;
        }
        result_.panel.push_back({.horizon = horizon,
                                 .mode = mode,
                                 .baseline = baseline,
                                 .skill = skill_over_panel(own, reference, state),
                                 .states = states.size(),
                                 .cases = own.size(),
                                 .coverage50 = coverage.share(coverage.within50),
                                 .coverage90 = coverage.share(coverage.within90)});
    }

    HindcastResult& result_;
};

} // namespace

void summarise(HindcastResult& result) { Summary{result}.fill(); }

double mean_crps(HindcastResult const& result, std::vector<SeriesCase> const& cases, ScoreGroup group, int horizon)
{
    std::map<int, std::pair<double, double>> by_origin;
    for (SeriesCase const& one : cases) {
        Operator const& series = result.series[one.series];
        bool const is_other = series.group == ScoreGroup::un_point && series.state != result.hedger;
        if (series.group == group && !is_other && one.horizon == horizon && !std::isnan(one.crps)) {
            by_origin[one.origin].first += one.crps;
            by_origin[one.origin].second += 1.0;
        }
    }
    double sum = 0.0;
    for (auto const& [origin, scores] : by_origin) {
        sum += scores.first / scores.second;
    }
    return by_origin.empty() ? not_scored : sum / static_cast<double>(by_origin.size());
}

} // namespace steppe
