#include "output/replicate_variables.hpp"

#include "output/codec/chunk_codec.hpp"
#include "output/measure_facts.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace steppe {
namespace {

Hdf5Dataset create_series(Hdf5Group& root, Dimensions& dimensions, std::vector<Axis> axes, MeasureDeclaration const& measure,
                          int digits)
{
    std::vector<Axis> const sets = dimensions.sets(measure).value();
    axes.insert(axes.end(), sets.begin(), sets.end());
    Hdf5Dataset variable = create_variable(root, std::string{measure.name}, axes, std::numeric_limits<float>::quiet_NaN());
    describe_measure(variable, measure, NumberType::float32);
    if (digits > 0) {
        // The name that netCDF-C gives to the same rounding.
        variable.set_number("_QuantizeBitRoundNumberOfSignificantBits", std::int32_t{significant_bits(digits)});
    }
    return variable;
}

Hdf5Dataset create_outcomes(Hdf5Group& root, std::vector<Axis> const& axes)
{
    double const missing = std::numeric_limits<double>::quiet_NaN();
    Hdf5Dataset variable = create_variable(root, "outcomes", axes, missing);
    variable.set_numbers("_FillValue", std::span{&missing, 1});
    variable.set_text("long_name", "outcome of the replicate, in the unit that outcome_units gives");
    return variable;
}

} // namespace

ReplicateVariables ReplicateVariables::create(Hdf5Group& root, ReplicateEncoder const& encoder,
                                              std::vector<ParameterColumn> const& columns)
{
    RunLayout const& layout = encoder.layout();
    Dimensions dimensions{root, layout};
    // One statement each: the order of creation is the order of dimensions in the file.
    Axis const arm = dimensions.arm();
    Axis const point = dimensions.point();
    Axis const replicate = dimensions.replicate();
    std::vector<Hdf5Dataset> variables;
    if (encoder.record() == ReplicateRecord::trajectories) {
        Axis const time = dimensions.time();
        for (std::size_t m : encoder.measures()) {
            variables.push_back(
                create_series(root, dimensions, {arm, point, replicate, time}, layout.measures[m], encoder.format().digits));
        }
    } else {
        variables.push_back(create_outcomes(root, {arm, point, replicate, dimensions.outcome()}));
    }
    if (std::vector<Contrast> const contrasts = list_contrasts(layout.arms); !contrasts.empty()) {
        static_cast<void>(dimensions.contrast(contrasts, layout.arms));
    }
    JobStates states{root, layout, {arm, point, replicate}};
    write_run_facts(root, layout, columns, point);
    return {std::move(variables), std::move(states)};
}

ReplicateVariables ReplicateVariables::open(Hdf5Group& root, std::vector<std::string> const& names)
{
    std::vector<Hdf5Dataset> variables;
    std::transform(names.begin(), names.end(), std::back_inserter(variables),
                   [&](std::string const& name) { return root.open_dataset(name); });
    return {std::move(variables), JobStates{root}};
}

ReplicateVariables::ReplicateVariables(std::vector<Hdf5Dataset> variables, JobStates states)
    : variables_{std::move(variables)}, states_{std::move(states)}
{
}

void ReplicateVariables::write(EncodedBlock const& block)
{
    for (EncodedChunk const& chunk : block.chunks) {
        variables_.at(chunk.variable).write_chunk(chunk.offset, chunk.bytes);
    }
    states_.note(block.range, block.states);
    failures_.insert(failures_.end(), block.failures.begin(), block.failures.end());
}

std::vector<Failure> ReplicateVariables::finish()
{
    states_.write();
    return std::move(failures_);
}

} // namespace steppe
