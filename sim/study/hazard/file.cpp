#include "study/hazard/file.hpp"

#include <limits>
#include <utility>

namespace steppe {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

class HazardVariables {
public:
    HazardVariables(Hdf5Group& root, HazardResult const& result, RunLayout const& layout)
        : root_{root},
          result_{result},
          dimensions_{root, layout},
          time_{dimensions_.time()},
          hedger_{dimensions_.texts("hedger", layout.actors.ids(IndexSet::hedger), "state that hedges")},
          incentive_{dimensions_.texts("incentive", result.incentives, "incentive that the scenario has on")},
          condition_{dimensions_.texts("condition", result.conditions, "condition of the world")},
          reading_{dimensions_.texts("reading", result.readings, "what a condition is read from")},
          parameter_{dimensions_.texts("parameter", result.swings, "parameter, by its scenario key")}
    {
        root_.create_texts("incentive_title", result.incentive_titles).attach_scale(*incentive_.coordinate, 0);
        root_.create_texts("condition_long_name", result.condition_titles).attach_scale(*condition_.coordinate, 0);
        root_.create_texts("reading_long_name", result.reading_titles).attach_scale(*reading_.coordinate, 0);
        write_run_facts(root_, layout, {}, Axis{});
    }

    void write_months()
    {
        std::vector<Axis> const month{time_, hedger_};
        write("at_risk", month, result_.at_risk, "1", "replicates in which the hedger had not joined before the month");
        write("has_joined", month, result_.has_joined, "1", "probability of an accession by the end of the month");
        write("hazard", month, result_.hazard, "1/month",
              "probability of acceding in the month, mean over replicates at risk");
        write("hazard_without_incentives", month, result_.without_incentives, "1/month",
              "the same with every incentive off in that month");
        write("hazard_under_typical_conditions", month, result_.typical, "1/month",
              "the same with every condition at its typical value in that month");
    }

    void write_shares()
    {
        write("incentive_share", {time_, hedger_, incentive_}, result_.incentive_share, "1/month",
              "Shapley share of the incentive in hazard less hazard_without_incentives");
        write("incentive_share_check", {hedger_, incentive_}, result_.share_check, "1/month",
              "incentive_share of the first month from rotations of six orders, as in later months, instead of all orders");
        write("condition_share", {time_, hedger_, condition_}, result_.condition_share, "1/month",
              "Shapley share of the condition in hazard less hazard_under_typical_conditions");
        write("reading_mean", {time_, reading_}, result_.reading, "1", "mean over replicates");
        write("reading_typical", {reading_}, result_.typical_reading, "1",
              "mean over months and replicates in the arm without_accords");
    }

    void write_swings()
    {
        std::vector<Axis> const swing{parameter_, hedger_};
        root_.create_texts("parameter_units", result_.swing_units).attach_scale(*parameter_.coordinate, 0);
        root_.create_texts("parameter_tag", result_.swing_tags).attach_scale(*parameter_.coordinate, 0);
        root_.create_scalar("swing_months", std::int32_t{result_.swing_months})
            .set_text("long_name", "months of the runs behind the swings");
        write("parameter_low", {parameter_}, result_.swing_low, "", "low end of the range, in parameter_units");
        write("parameter_high", {parameter_}, result_.swing_high, "", "high end of the range, in parameter_units");
        write("joined_at_low", swing, result_.at_low, "1", "probability of an accession within swing_months at the low end");
        write("joined_at_high", swing, result_.at_high, "1", "the same at the high end");
        write("swing", swing, result_.swing, "1", "joined_at_high less joined_at_low, paired");
    }

private:
    void write(std::string const& name, std::vector<Axis> const& axes, EstimatedTable const& table, std::string_view units,
               std::string const& long_name)
    {
        write(name, axes, table.mean, units, long_name);
        write(name + "_standard_error", axes, table.standard_error, units, "standard error of " + name);
    }

    void write(std::string const& name, std::vector<Axis> const& axes, std::vector<double> const& values,
               std::string_view units, std::string_view long_name)
    {
        if (values.empty()) { // a scenario may have no incentive on, or no range
            return;
        }
        write_numbers(root_, name, axes, values, {.missing = missing, .long_name = long_name, .units = units});
    }

    Hdf5Group& root_;
    HazardResult const& result_;
    Dimensions dimensions_;
    Axis time_, hedger_, incentive_, condition_, reading_, parameter_;
};

} // namespace

void write_hazard(std::unique_ptr<ResultFile> file, HazardResult const& result, RunLayout const& layout,
                  std::vector<Failure> failures)
{
    {
        HazardVariables variables{file->root(), result, layout};
        variables.write_months();
        variables.write_shares();
        variables.write_swings();
    }
    file->commit(std::move(failures));
}

} // namespace steppe
