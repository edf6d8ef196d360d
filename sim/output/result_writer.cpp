#include "output/result_writer.hpp"

#include "output/schema_version.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace steppe {
namespace {

void write_root_attributes(Hdf5Group& root, Provenance const& provenance)
{
    std::string const source = "steppe " + provenance.version;
    root.set_text("Conventions", "CF-1.10");
    root.set_text("filetype", "steppe");
    root.set_text("schema_version", output_schema_version);
    root.set_text("title", provenance.title);
    root.set_text("source", source);
    root.set_text("history", "written by " + source + "; date, host and command line are in the sidecar JSON");
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

ResultWriter::ResultWriter(std::filesystem::path path, bool overwrite, Scenario const& scenario, Schema const& schema,
                           Provenance const& provenance, std::vector<SweptParameter> const& swept)
    : pending_{std::move(path), overwrite}, file_{pending_.temporary()}, columns_{described(swept, scenario, schema)}
{
    write_root_attributes(file_.root(), provenance);
    write_provenance(file_.root(), scenario, schema, provenance);
}

void ResultWriter::begin(RunLayout const& layout)
{
    if (run_) {
        throw std::logic_error{"a result file holds one run"};
    }
    run_.emplace(file_.root(), layout, columns_);
}

void ResultWriter::consume(ResultBlock const& block)
{
    run().assembler.add(block);
    run().note_states(block);
}

void ResultWriter::finish()
{
    run().assembler.flush();
    run().write_states();
    write_failures(file_.root(), std::move(run().failures));
    run_.reset();
    file_.close();
    pending_.commit();
}

ResultWriter::Run& ResultWriter::run()
{
    if (!run_) {
        throw std::logic_error{"results come between begin and finish"};
    }
    return *run_;
}

ResultWriter::Run::Run(Hdf5Group& root, RunLayout run_layout, std::vector<ParameterColumn> const& columns)
    : layout{std::move(run_layout)},
      variables{create_result_variables(root, layout, columns)},
      states(layout.arms.size() * static_cast<std::size_t>(layout.points) * static_cast<std::size_t>(layout.replicates),
             static_cast<std::int8_t>(JobState::missing)),
      assembler{layout, replicates_per_chunk(layout), [this](ChunkRow const& row) { write_row(row); }}
{
}

void ResultWriter::Run::note_states(ResultBlock const& block)
{
    std::int64_t const first =
        (std::int64_t{block.arm} * layout.points + block.point) * layout.replicates + block.first_replicate;
    std::transform(block.states.begin(), block.states.end(), states.begin() + first,
                   [](JobState state) { return static_cast<std::int8_t>(state); });
    failures.insert(failures.end(), block.failures.begin(), block.failures.end());
}

void ResultWriter::Run::write_row(ChunkRow const& row)
{
    for (std::size_t m = 0; m < layout.measures.size(); ++m) {
        if (!variables.measures[m]) {
            continue;
        }
        Extents start{0, static_cast<std::uint64_t>(row.point), static_cast<std::uint64_t>(row.first_replicate), 0};
        Extents count{layout.arms.size(), 1, static_cast<std::uint64_t>(row.replicates),
                      static_cast<std::uint64_t>(layout.months)};
        for (IndexSet set : layout.measures[m].sets) {
            start.push_back(0);
            count.push_back(layout.actors.ids(set).size());
        }
        variables.measures[m]->write<float>(start, count, row.series[m]);
    }
}

void ResultWriter::Run::write_states()
{
    variables.job_state.write<std::int8_t>(
        {0, 0, 0},
        {layout.arms.size(), static_cast<std::uint64_t>(layout.points), static_cast<std::uint64_t>(layout.replicates)},
        states);
}

} // namespace steppe
