#include "study/hindcast/origin_scenario.hpp"

#include "model/schema_of_model.hpp"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace steppe {
namespace {

constexpr int least_changes = 4; ///< of a yearly series, to fit its growth to

class Opener {
public:
    Opener(Scenario& scenario, int origin) : scenario_{scenario}, origin_{origin} {}

    void trade(TradeState const& state)
    {
        std::string const hedger = scenario_.actors.ids(IndexSet::hedger).front();
        auto const set_flow = [&](std::string_view name, FlowState const& flow) {
            for (std::string const& market : scenario_.actors.ids(IndexSet::market)) {
                auto const found = std::find(state.markets.begin(), state.markets.end(), market);
                auto const j = static_cast<std::size_t>(found - state.markets.begin());
                bool const is_seen = found != state.markets.end();
                set(fmt::format("hedger.{}.{}_share.{}", hedger, name, market), is_seen ? flow.share[j] : 0.0);
                set(fmt::format("hedger.{}.{}_volatility.{}", hedger, name, market), is_seen ? flow.walk_sd[j] : 0.0);
            }
        };
        set_flow("export", state.exports);
        set_flow("import", state.imports);
        set(fmt::format("hedger.{}.lasting_share", hedger), 1.0);
        double const both = scenario_.value(fmt::format("hedger.{}.exports", hedger)) +
                            scenario_.value(fmt::format("hedger.{}.imports", hedger));
        set(fmt::format("hedger.{}.exports", hedger), both * state.ratio / (1.0 + state.ratio));
        set(fmt::format("hedger.{}.imports", hedger), both / (1.0 + state.ratio));
        for (std::string_view const one : {"imports_start", "receipts_start"}) {
            set(fmt::format("hedger.{}.{}", hedger, one), 1.0);
        }
        set(fmt::format("hedger.{}.fund_start", hedger), 0.0);
        set("volume.reference", scenario_.value("volume.start"));
    }

    void oil()
    {
        DriverSeries const* const oil = series("oil", "");
        double logs = 0.0;
        double count = 0.0;
        for (std::size_t i = 0; oil != nullptr && !oil->yearly && i < oil->rows.size(); ++i) {
            if (oil->rows[i].month / 12 <= origin_) {
                logs += std::log(oil->rows[i].value);
                count += 1.0;
            }
        }
        if (count > 0.0) {
            set("oil.mean", std::exp(logs / count));
        }
        std::map<int, double> const means = yearly(oil);
        if (auto const found = means.find(origin_); found != means.end()) {
            set("oil.reference", found->second);
        }
    }

    /// Growth of each economy on oil, and half of its mean on the mean of all.
    void growth()
    {
        std::map<int, double> const oil = yearly(series("oil", ""));
        struct Fit {
            std::string prefix;
            double trend, on_oil, volatility;
        };
        std::vector<Fit> fits;
        auto const fit = [&](DriverSeries const* gdp, std::string prefix) {
            std::map<int, double> const own = yearly(gdp);
            std::vector<double> x;
            std::vector<double> y;
            for (auto const& [year, value] : own) {
                if (own.contains(year - 1) && oil.contains(year) && oil.contains(year - 1) && year <= origin_) {
                    y.push_back(std::log(value / own.at(year - 1)));
                    x.push_back(std::log(oil.at(year) / oil.at(year - 1)));
                }
            }
            if (x.size() < least_changes) {
                return;
            }
            auto const n = static_cast<Eigen::Index>(x.size());
            Eigen::MatrixXd design(n, 2);
            design.col(0).setOnes();
            design.col(1) = Eigen::Map<Eigen::VectorXd const>(x.data(), n);
            Eigen::VectorXd const changes = Eigen::Map<Eigen::VectorXd const>(y.data(), n);
            Eigen::Vector2d const solved = (design.transpose() * design).ldlt().solve(design.transpose() * changes);
            double const squares = (changes - design * solved).squaredNorm();
            fits.push_back({std::move(prefix), changes.mean(), solved(1), std::sqrt(squares / static_cast<double>(n - 2))});
        };
        for (std::string const& power : scenario_.actors.ids(IndexSet::power)) {
            fit(series("capability", power), fmt::format("power.{}.gdp_", power));
        }
        fit(series("capability_base", ""), "capability.base_");
        double mean = 0.0;
        for (Fit const& one : fits) {
            mean += one.trend / static_cast<double>(fits.size());
        }
        for (Fit const& one : fits) {
            set(one.prefix + "trend", 0.5 * (one.trend + mean));
            set(one.prefix + "on_oil", one.on_oil);
            set(one.prefix + "volatility", one.volatility);
        }
    }

private:
    [[nodiscard]] DriverSeries const* series(std::string_view reading, std::string_view power) const
    {
        auto const found =
            std::find_if(scenario_.drivers.used.begin(), scenario_.drivers.used.end(),
                         [&](UsedSeries const& used) { return used.reading == reading && used.power == power; });
        return found == scenario_.drivers.used.end() ? nullptr : &found->series;
    }

    /// Means of whole years up to the origin.
    [[nodiscard]] std::map<int, double> yearly(DriverSeries const* series) const
    {
        std::map<int, std::pair<int, double>> sums;
        for (std::size_t i = 0; series != nullptr && i < series->rows.size(); ++i) {
            int const year = series->rows[i].month / 12;
            if (year <= origin_) {
                sums[year].first += series->months_of_a_row();
                sums[year].second += series->rows[i].value * series->months_of_a_row() / 12.0;
            }
        }
        std::map<int, double> means;
        for (auto const& [year, sum] : sums) {
            if (sum.first == 12) {
                means[year] = sum.second;
            }
        }
        return means;
    }

    void set(std::string const& key, double value)
    {
        auto const found = std::find_if(scenario_.parameters.begin(), scenario_.parameters.end(),
                                        [&](Parameter const& one) { return one.key == key; });
        if (found != scenario_.parameters.end()) {
            Interval const& allowed = schema_.parameters[found->family].declaration.allowed;
            found->value = std::clamp(value, allowed.low, allowed.high);
        }
    }

    Scenario& scenario_;
    int origin_;
    Schema schema_{model_schema()};
};

} // namespace

Scenario scenario_at(ReadScenario const& read, int origin, int years, std::string_view mode, int placebo)
{
    std::vector<Override> overrides{{"run.start", fmt::format("{:04}-01", origin + 1)},
                                    {"run.months", fmt::format("{}", 12 * years)},
                                    {"drivers.mode", std::string{mode}}};
    Scenario scenario = read(overrides);
    if (placebo > 0) {
        std::string& seed = scenario.settings.at("run.seed").value;
        seed = fmt::format("{}", scenario.integer("run.seed") + placebo);
    }
    return scenario;
}

void open_trade_at(Scenario& scenario, TradeState const& trade) { Opener{scenario, trade.year}.trade(trade); }

void open_drivers_at(Scenario& scenario, int origin)
{
    Opener opener{scenario, origin};
    opener.oil();
    opener.growth();
}

} // namespace steppe
