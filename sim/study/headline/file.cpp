#include "study/headline/file.hpp"

#include "output/dimensions.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Statistic {
    std::string_view name;
    double (*of)(DrawnEffect const& effect);
};

/// In the order in which the file has them.
constexpr std::array<Statistic, 12> statistics{
    {{"pairs", [](DrawnEffect const& e) { return static_cast<double>(e.pairs); }},
     {"mean", [](DrawnEffect const& e) { return e.mean; }},
     {"mean_low", [](DrawnEffect const& e) { return e.mean_interval.low; }},
     {"mean_high", [](DrawnEffect const& e) { return e.mean_interval.high; }},
     {"q05", [](DrawnEffect const& e) { return e.nine_tenths.low; }},
     {"q25", [](DrawnEffect const& e) { return e.middle_half.low; }},
     {"median", [](DrawnEffect const& e) { return e.median; }},
     {"q75", [](DrawnEffect const& e) { return e.middle_half.high; }},
     {"q95", [](DrawnEffect const& e) { return e.nine_tenths.high; }},
     {"share_positive", [](DrawnEffect const& e) { return e.share_positive; }},
     {"share_positive_low", [](DrawnEffect const& e) { return e.share_positive_interval.low; }},
     {"share_positive_high", [](DrawnEffect const& e) { return e.share_positive_interval.high; }}}};

} // namespace

void write_headline(Hdf5Group& root, DrawnEffects const& drawn, std::vector<Headline> const& headlines)
{
    Hdf5Group group = root.create_group("headline");
    group.set_text("parameters", "priors");
    Dimensions dimensions{group, drawn.layout};
    Axis const contrast = dimensions.contrast({drawn.contrast}, drawn.layout.arms);
    Axis const outcome = dimensions.outcome();
    Axis const draw = dimensions.replicate();
    std::vector<std::string> names;
    std::transform(statistics.begin(), statistics.end(), std::back_inserter(names),
                   [](Statistic const& statistic) { return std::string{statistic.name}; });
    Axis const statistic = dimensions.texts("statistic", names, "statistic of the differences over draws");

    std::vector<double> differences;
    std::vector<double> values;
    for (DrawnEffect const& effect : drawn.effects) {
        differences.insert(differences.end(), effect.differences.begin(), effect.differences.end());
        for (Statistic const& each : statistics) {
            bool const is_there = effect.pairs >= 2 || each.name == "pairs";
            values.push_back(is_there ? each.of(effect) : missing);
        }
    }
    write_numbers(group, "difference", {contrast, outcome, draw}, differences,
                  {.missing = missing,
                   .long_name = "effect on an outcome in one draw of the parameters, in the unit that outcome_units gives"});
    write_numbers(group, "effect", {contrast, outcome, statistic}, values,
                  {.missing = missing, .long_name = "the same over draws"});

    std::vector<std::string> hedgers;
    std::vector<std::string> outcomes;
    std::vector<double> usd;
    for (Headline const& headline : headlines) {
        hedgers.push_back(headline.hedger);
        outcomes.push_back(headline.outcome);
        usd.push_back(headline.usd_per_g.value_or(missing));
    }
    if (!headlines.empty()) {
        Axis const hedger = dimensions.texts("headline_hedger", hedgers, "hedger whose headline it is");
        group.create_texts("headline_outcome", outcomes).attach_scale(*hedger.coordinate, 0);
        write_numbers(group, "usd_per_g", {hedger}, usd,
                      {.missing = missing, .long_name = "billions of USD in a unit of G; NaN where no GDP is stated"});
    }
}

} // namespace steppe
