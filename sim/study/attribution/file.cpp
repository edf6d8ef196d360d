#include "study/attribution/file.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Variables over contrast, some players, and outcome.
class AttributionVariables {
public:
    AttributionVariables(Hdf5Group& root, Attribution const& attribution, RunLayout const& layout)
        : root_{root},
          attribution_{attribution},
          layout_{layout},
          dimensions_{root, layout},
          contrast_{dimensions_.contrast(attribution.contrasts)},
          incentive_{players("incentive")},
          other_{players("other_incentive")},
          coalition_{dimensions_.numbers("coalition", coalition_numbers(attribution),
                                         "incentives that are on: bit i of the number is incentive i")},
          replicate_{dimensions_.replicate()},
          outcome_{dimensions_.outcome()}
    {
        std::vector<std::string> titles;
        std::transform(attribution.players.begin(), attribution.players.end(), std::back_inserter(titles),
                       [](Player const& player) { return player.title; });
        root_.create_texts("incentive_title", titles).attach_scale(*incentive_.coordinate, 0);
        root_.create_scalar("orders", std::int32_t{attribution.orders})
            .set_text("long_name", "orders of switching on that were sampled; 0: all");
        write_run_facts(root_, layout_, {}, Axis{});
    }

    void write_shares()
    {
        write("share_of_replicate", {contrast_, incentive_, replicate_, outcome_}, attribution_.shares,
              "share of the incentive, in the unit that outcome_units gives");
        std::vector<double> means;
        std::vector<double> errors;
        for (std::size_t row = 0; row < attribution_.contrasts.size() * attribution_.players.size(); ++row) {
            for (std::size_t o = 0; o < layout_.outcomes.size(); ++o) {
                Estimated const share = estimate_over_replicates(attribution_.shares, row, o, layout_);
                means.push_back(share.mean);
                errors.push_back(
                    std::hypot(share.standard_error, attribution_.order_errors[row * layout_.outcomes.size() + o]));
            }
        }
        write("share", {contrast_, incentive_, outcome_}, means, "share of the incentive, mean over replicates");
        write("share_standard_error", {contrast_, incentive_, outcome_}, errors, "standard error of share");
    }

    void write_interactions()
    {
        if (attribution_.interactions.empty()) {
            return;
        }
        std::size_t const players = attribution_.players.size();
        std::size_t const pairs = players * (players - 1) / 2;
        std::vector<double> means;
        std::vector<double> errors;
        for (std::size_t contrast = 0; contrast < attribution_.contrasts.size(); ++contrast) {
            for (std::size_t i = 0; i < players; ++i) {
                for (std::size_t j = 0; j < players; ++j) {
                    for (std::size_t o = 0; o < layout_.outcomes.size(); ++o) {
                        Estimated const both =
                            i == j ? Estimated{missing, missing}
                                   : estimate_over_replicates(attribution_.interactions,
                                                              contrast * pairs + attribution_.pair(i, j), o, layout_);
                        means.push_back(both.mean);
                        errors.push_back(both.standard_error);
                    }
                }
            }
        }
        std::vector<Axis> const axes{contrast_, incentive_, other_, outcome_};
        write("interaction", axes, means, "what two incentives do together beyond what they do apart");
        write("interaction_standard_error", axes, errors, "standard error of interaction");
    }

    void write_values()
    {
        write("without_incentives", {contrast_, replicate_, outcome_}, attribution_.none, "with every incentive off");
        write("with_incentives", {contrast_, replicate_, outcome_}, attribution_.all, "with every incentive on");
        write("coalition_mean", {contrast_, coalition_, outcome_}, attribution_.coalition_means,
              "with the incentives of the coalition on, mean over replicates");
    }

private:
    Axis players(std::string const& dimension)
    {
        std::vector<std::string> ids;
        std::transform(attribution_.players.begin(), attribution_.players.end(), std::back_inserter(ids),
                       [](Player const& player) { return player.id; });
        return dimensions_.texts(dimension, ids, "incentive");
    }

    static std::vector<double> coalition_numbers(Attribution const& attribution)
    {
        return {attribution.coalitions.begin(), attribution.coalitions.end()};
    }

    void write(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& values,
               std::string_view long_name)
    {
        std::vector<Axis> chunked = axes;
        chunked.front().chunk = 1;
        write_numbers(root_, name, chunked, values, {.missing = missing, .long_name = long_name});
    }

    Hdf5Group& root_;
    Attribution const& attribution_;
    RunLayout const& layout_;
    Dimensions dimensions_;
    Axis contrast_, incentive_, other_, coalition_, replicate_, outcome_;
};

} // namespace

void write_attribution(std::unique_ptr<ResultFile> file, Attribution const& attribution, RunLayout const& layout,
                       std::vector<Failure> failures)
{
    {
        AttributionVariables variables{file->root(), attribution, layout};
        variables.write_shares();
        variables.write_interactions();
        variables.write_values();
    }
    file->commit(std::move(failures));
}

} // namespace steppe
