#include "study/hindcast/operators.hpp"

#include <algorithm>

namespace steppe {
namespace {

constexpr std::array<ObservedVariable, 4> variable_of_group{ObservedVariable::partner_share, ObservedVariable::un_distance,
                                                            ObservedVariable::un_point, ObservedVariable::arms_deliveries};

/// Sums of a variable of `a` over partners by year, where every partner is observed.
std::map<int, double> sums(std::span<Observation const> observed, ObservedVariable variable, std::string const& a,
                           std::vector<std::string> const& partners)
{
    std::map<int, std::pair<std::size_t, double>> found;
    for (Observation const& one : observed) {
        if (one.series.variable == variable && one.series.a == a &&
            std::find(partners.begin(), partners.end(), one.series.b) != partners.end()) {
            auto& [count, sum] = found[one.year];
            ++count;
            sum += one.value;
        }
    }
    std::map<int, double> whole;
    for (auto const& [year, entry] : found) {
        if (entry.first == partners.size()) {
            whole[year] = entry.second;
        }
    }
    return whole;
}

std::map<int, double> turnover(std::span<Observation const> observed, std::string const& a,
                               std::vector<std::string> const& partners)
{
    std::map<int, double> const sold = sums(observed, ObservedVariable::exports_goods, a, partners);
    std::map<int, double> const bought = sums(observed, ObservedVariable::imports_goods, a, partners);
    std::map<int, double> both;
    for (auto const& [year, value] : sold) {
        if (auto const other = bought.find(year); other != bought.end()) {
            both[year] = value + other->second;
        }
    }
    return both;
}

std::map<int, double> arms(Operators const& operators, Operator const& one, std::span<Observation const> observed)
{
    std::vector<std::string> named;
    for (Operator const* const other : operators.of(ScoreGroup::arms)) {
        named.push_back(other->numerator);
    }
    std::map<int, double> found;
    for (Observation const& delivery : observed) {
        if (delivery.series.variable != ObservedVariable::arms_deliveries || delivery.series.b != one.state) {
            continue;
        }
        bool const is_named = std::find(named.begin(), named.end(), delivery.series.a) != named.end();
        bool const counts = one.numerator == "*" ? !is_named : delivery.series.a == one.numerator;
        found[delivery.year] += counts ? delivery.value : 0.0;
    }
    for (int year = found.empty() ? 0 : found.begin()->first; !found.empty() && year < found.rbegin()->first; ++year) {
        found.try_emplace(year, 0.0); // a register lists what came, not what did not
    }
    return found;
}

} // namespace

std::vector<Operator const*> Operators::of(ScoreGroup group) const
{
    std::vector<Operator const*> found;
    for (Operator const& one : all) {
        if (one.group == group) {
            found.push_back(&one);
        }
    }
    return found;
}

std::vector<std::string> Operators::states_of(std::string const& market) const
{
    auto const found = markets.find(market);
    return found == markets.end() ? std::vector<std::string>{market} : found->second;
}

ObservedSeries target_of(Operator const& one)
{
    ObservedVariable const variable = variable_of_group[static_cast<std::size_t>(one.group)];
    return one.group == ScoreGroup::arms ? ObservedSeries{variable, one.numerator, one.state}
                                         : ObservedSeries{variable, one.state, one.other};
}

std::vector<DatedValue> record_of(Operators const& operators, Operator const& one, std::span<Observation const> observed)
{
    std::map<int, double> found;
    if (one.group == ScoreGroup::arms) {
        found = arms(operators, one, observed);
    } else {
        if (one.group == ScoreGroup::trade) {
            std::vector<std::string> all;
            for (std::string const& market : one.denominator) {
                std::vector<std::string> const states = operators.states_of(market);
                all.insert(all.end(), states.begin(), states.end());
            }
            std::map<int, double> const whole = turnover(observed, one.state, all);
            for (auto const& [year, value] : turnover(observed, one.state, operators.states_of(one.numerator))) {
                if (auto const of = whole.find(year); of != whole.end() && of->second > 0.0) {
                    found[year] = 100.0 * value / of->second;
                }
            }
        }
        ObservedSeries const target = target_of(one);
        for (Observation const& seen : observed) {
            if (seen.series == target) {
                found[seen.year] = seen.value;
            }
        }
    }
    std::vector<DatedValue> record;
    for (auto const& [year, value] : found) {
        record.push_back({year, value});
    }
    return record;
}

} // namespace steppe
