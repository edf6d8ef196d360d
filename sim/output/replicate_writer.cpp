#include "output/replicate_writer.hpp"

#include "output/chunk_codec.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace steppe {
namespace {

/// The values of a block in one arm as the bytes of a chunk, whose places beyond the run's end are NaN.
template <class T>
std::vector<std::byte> encode_values(std::span<T const> values, std::size_t values_in_chunk, int digits)
{
    std::vector<T> whole(values_in_chunk, std::numeric_limits<T>::quiet_NaN());
    std::copy(values.begin(), values.end(), whole.begin());
    if constexpr (std::is_same_v<T, float>) {
        if (digits > 0) {
            round_to_digits(whole, digits);
        }
    }
    return encode_chunk(std::as_bytes(std::span<T const>{whole}), sizeof(T));
}

std::size_t jobs_in_chunk(RunLayout const& layout)
{
    return static_cast<std::size_t>(layout.points_per_block()) * static_cast<std::size_t>(layout.replicates_per_block());
}

} // namespace

ReplicateWriter::ReplicateWriter(std::unique_ptr<ResultFile> file, Record record, int digits)
    : file_{std::move(file)}, record_{record}, digits_{digits}
{
}

void ReplicateWriter::begin(RunLayout const& layout)
{
    if (run_) {
        throw std::logic_error{"a result file holds one run"};
    }
    Hdf5Group& root = file_->root();
    Dimensions dimensions{root, layout};
    // One statement each: the order of creation is the order of dimensions in the file.
    Axis const arm = dimensions.arm();
    Axis const point = dimensions.point();
    Axis const replicate = dimensions.replicate();
    std::vector<Hdf5Dataset> variables;
    std::vector<std::size_t> measures;
    if (record_ == Record::trajectories) {
        Axis const time = dimensions.time();
        for (std::size_t m = 0; m < layout.measures.size(); ++m) {
            if (std::optional<std::vector<Axis>> const sets = dimensions.sets(layout.measures[m])) {
                std::vector<Axis> axes{arm, point, replicate, time};
                axes.insert(axes.end(), sets->begin(), sets->end());
                variables.push_back(create_variable(root, std::string{layout.measures[m].name}, axes,
                                                    std::numeric_limits<float>::quiet_NaN()));
                describe_measure(variables.back(), layout.measures[m], NumberType::float32);
                if (digits_ > 0) {
                    // The name that netCDF-C gives to the same rounding.
                    variables.back().set_number("_QuantizeBitRoundNumberOfSignificantBits",
                                                std::int32_t{significant_bits(digits_)});
                }
                measures.push_back(m);
            }
        }
    } else {
        double const missing = std::numeric_limits<double>::quiet_NaN();
        variables.push_back(create_variable(root, "outcomes", {arm, point, replicate, dimensions.outcome()}, missing));
        variables.back().set_numbers("_FillValue", std::span{&missing, 1});
        variables.back().set_text("long_name", "outcome of the replicate, in the unit that outcome_units gives");
    }
    JobStates states{root, layout, {arm, point, replicate}};
    write_run_facts(root, layout, file_->columns(), point);
    run_.emplace(Run{layout, std::move(variables), std::move(measures), std::move(states), {}});
}

Turn ReplicateWriter::prepare(ResultBlock const& block)
{
    check_block(block, run().layout, needs_series());
    auto const chunks = std::make_shared<std::vector<Chunk> const>(
        record_ == Record::trajectories ? chunks_of_series(block) : chunks_of_outcomes(block));
    return [this, chunks, range = block.range, states = block.states, failures = block.failures] {
        for (Chunk const& chunk : *chunks) {
            run().variables[chunk.variable].write_chunk(chunk.offset, chunk.bytes);
        }
        run().states.note(range, states);
        run().failures.insert(run().failures.end(), failures.begin(), failures.end());
    };
}

void ReplicateWriter::finish()
{
    run().states.write();
    std::vector<Failure> failures = std::move(run().failures);
    run_.reset();
    file_->commit(std::move(failures));
}

ReplicateWriter::Run& ReplicateWriter::run()
{
    if (!run_) {
        throw std::logic_error{"results come between begin and finish"};
    }
    return *run_;
}

std::vector<ReplicateWriter::Chunk> ReplicateWriter::chunks_of_series(ResultBlock const& block)
{
    RunLayout const& layout = run().layout;
    std::vector<Chunk> chunks;
    for (std::size_t variable = 0; variable < run().measures.size(); ++variable) {
        std::size_t const m = run().measures[variable];
        std::size_t const per_job = static_cast<std::size_t>(layout.months) * layout.elements(layout.measures[m]);
        std::size_t const per_arm = static_cast<std::size_t>(block.range.jobs_per_arm()) * per_job;
        for (std::size_t arm = 0; arm < layout.arms.size(); ++arm) {
            Extents offset{arm, static_cast<std::uint64_t>(block.range.first_point),
                           static_cast<std::uint64_t>(block.range.first_replicate), 0};
            offset.resize(4 + layout.measures[m].sets.size());
            std::span<float const> const values{block.series[m].data() + arm * per_arm, per_arm};
            chunks.push_back({variable, std::move(offset), encode_values(values, jobs_in_chunk(layout) * per_job, digits_)});
        }
    }
    return chunks;
}

std::vector<ReplicateWriter::Chunk> ReplicateWriter::chunks_of_outcomes(ResultBlock const& block)
{
    RunLayout const& layout = run().layout;
    std::size_t const per_arm = static_cast<std::size_t>(block.range.jobs_per_arm()) * layout.outcomes.size();
    std::vector<Chunk> chunks;
    for (std::size_t arm = 0; arm < layout.arms.size(); ++arm) {
        std::span<double const> const values{block.outcomes.data() + arm * per_arm, per_arm};
        chunks.push_back({0,
                          {arm, static_cast<std::uint64_t>(block.range.first_point),
                           static_cast<std::uint64_t>(block.range.first_replicate), 0},
                          encode_values(values, jobs_in_chunk(layout) * layout.outcomes.size(), 0)});
    }
    return chunks;
}

} // namespace steppe
