#include "output/result_file.hpp"

#include "output/schema_version.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace steppe {
namespace {

void write_root_attributes(Hdf5Group& root, std::string_view record, Provenance const& provenance)
{
    std::string const source = "steppe " + provenance.version;
    root.set_text("Conventions", "CF-1.10");
    root.set_text("filetype", "steppe");
    root.set_text("schema_version", output_schema_version);
    root.set_text("record", record);
    root.set_text("title", provenance.title);
    root.set_text("source", source);
    root.set_text("history", "written by " + source + "; date, host and command line are in the sidecar JSON");
}

std::filesystem::path copied(std::filesystem::path const& from, std::filesystem::path const& to)
{
    std::error_code error;
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, error);
    if (error) {
        throw EnvironmentError{"cannot copy '" + from.string() + "' to '" + to.string() + "': " + error.message()};
    }
    return to;
}

std::vector<ParameterColumn> described(std::vector<SweptParameter> const& swept, Scenario const& scenario,
                                       Schema const& schema)
{
    std::vector<ParameterColumn> columns;
    for (SweptParameter const& parameter : swept) {
        Parameter const* const known = scenario.find(parameter.key);
        if (known == nullptr) {
            throw std::invalid_argument{"a study varies '" + parameter.key + "', which its scenario does not have"};
        }
        Declaration const& declaration = schema.parameters.at(known->family).declaration;
        columns.push_back({parameter.key, std::string{declaration.unit}, std::string{declaration.doc}, parameter.values});
    }
    return columns;
}

/// Parallel arrays over the dimension `failure`, in order of (arm, point, replicate, month).
void write_failures(Hdf5Group& root, std::vector<Failure> failures)
{
    std::stable_sort(failures.begin(), failures.end(), [](Failure const& a, Failure const& b) {
        return std::tie(a.arm, a.point, a.replicate, a.month) < std::tie(b.arm, b.point, b.replicate, b.month);
    });
    std::vector<std::int32_t> numbers;
    std::vector<std::int32_t> arms;
    std::vector<std::int32_t> points;
    std::vector<std::int64_t> replicates;
    std::vector<std::int32_t> months;
    std::vector<std::string> messages;
    for (Failure const& failure : failures) {
        numbers.push_back(static_cast<std::int32_t>(numbers.size()));
        arms.push_back(failure.arm);
        points.push_back(failure.point);
        replicates.push_back(failure.replicate);
        months.push_back(failure.month);
        messages.push_back(failure.message);
    }
    Hdf5Group group = root.create_group("failures");
    Hdf5Dataset scale = group.create_list<std::int32_t>("failure", numbers);
    scale.make_scale("failure");
    group.create_list<std::int32_t>("arm", arms).attach_scale(scale, 0);
    group.create_list<std::int32_t>("point", points).attach_scale(scale, 0);
    group.create_list<std::int64_t>("replicate", replicates).attach_scale(scale, 0);
    group.create_list<std::int32_t>("month", months).attach_scale(scale, 0);
    group.create_texts("message", messages).attach_scale(scale, 0);
}

} // namespace

ResultFile::ResultFile(std::filesystem::path path, bool overwrite, std::string_view record, Scenario const& scenario,
                       Schema const& schema, Provenance const& provenance, std::vector<SweptParameter> const& swept)
    : pending_{std::move(path), overwrite}, file_{pending_.temporary()}, columns_{described(swept, scenario, schema)}
{
    write_root_attributes(file_.root(), record, provenance);
    write_provenance(file_.root(), scenario, schema, provenance);
}

ResultFile::ResultFile(std::filesystem::path path, bool overwrite, std::filesystem::path const& head)
    : pending_{std::move(path), overwrite}, file_{copied(head, pending_.temporary()), Hdf5File::Start::existing}
{
}

void ResultFile::commit(std::vector<Failure> failures)
{
    write_failures(file_.root(), std::move(failures));
    file_.close();
    if (publish_) {
        publish_(pending_);
    } else {
        pending_.commit();
    }
}

void ResultFile::commit_head()
{
    file_.close();
    pending_.commit();
}

JobStates::JobStates(Hdf5Group& root, RunLayout const& layout, std::vector<Axis> const& axes)
    // `missing` is the HDF5 fill value but not `_FillValue`: readers shall show it as a state, not as an absent number.
    : dataset_{create_variable(root, "job_state", axes, static_cast<std::int8_t>(JobState::missing))},
      extents_{layout.arms.size(), static_cast<std::uint64_t>(layout.points), static_cast<std::uint64_t>(layout.replicates)},
      states_(extents_[0] * extents_[1] * extents_[2], static_cast<std::int8_t>(JobState::missing))
{
    std::array const states{static_cast<std::int8_t>(JobState::missing), static_cast<std::int8_t>(JobState::ok),
                            static_cast<std::int8_t>(JobState::failed)};
    dataset_.set_text("long_name", "what became of the replicate");
    dataset_.set_numbers("flag_values", std::span<std::int8_t const>{states});
    dataset_.set_text("flag_meanings", "missing ok failed");
}

JobStates::JobStates(Hdf5Group& root)
    : dataset_{root.open_dataset("job_state")},
      extents_{dataset_.extents()},
      states_(extents_.at(0) * extents_.at(1) * extents_.at(2), static_cast<std::int8_t>(JobState::missing))
{
}

void JobStates::note(BlockRange const& range, std::vector<JobState> const& states)
{
    auto from = states.begin();
    for (std::size_t arm = 0; arm < extents_[0]; ++arm) {
        for (int point = range.first_point; point < range.first_point + range.points; ++point) {
            std::size_t const first = (arm * extents_[1] + static_cast<std::size_t>(point)) * extents_[2] +
                                      static_cast<std::size_t>(range.first_replicate);
            std::transform(from, from + range.replicates, states_.begin() + static_cast<std::ptrdiff_t>(first),
                           [](JobState state) { return static_cast<std::int8_t>(state); });
            from += range.replicates;
        }
    }
}

void JobStates::write() { dataset_.write<std::int8_t>({0, 0, 0}, extents_, states_); }

void check_block(ResultBlock const& block, RunLayout const& layout, bool with_series)
{
    BlockRange const& range = block.range;
    std::size_t const jobs = layout.arms.size() * static_cast<std::size_t>(range.jobs_per_arm());
    bool fits = range.points >= 1 && range.replicates >= 1 && range.first_point >= 0 && range.first_replicate >= 0 &&
                range.first_point % layout.points_per_block() == 0 && range.points <= layout.points_per_block() &&
                range.first_replicate % layout.replicates_per_block() == 0 &&
                range.replicates <= layout.replicates_per_block() && range.first_point + range.points <= layout.points &&
                range.first_replicate + range.replicates <= layout.replicates && block.states.size() == jobs &&
                block.outcomes.size() == jobs * layout.outcomes.size() &&
                (!with_series || block.series.size() == layout.measures.size());
    for (std::size_t m = 0; fits && with_series && m < block.series.size(); ++m) {
        fits = block.series[m].size() == jobs * layout.values_per_job(layout.measures[m]);
    }
    if (!fits) {
        throw std::invalid_argument{"a result block does not fit the layout of its run"};
    }
}

} // namespace steppe
