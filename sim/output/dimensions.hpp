#pragma once
/// The dimensions of a result file with their coordinates (docs/output.md), and what its variables have in common.

#include "model/contrast.hpp"
#include "output/hdf5_file.hpp"
#include "output/recorder.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// A parameter that a design varies, with its value in each point.
struct ParameterColumn {
    std::string key;
    std::string unit;
    std::string long_name;
    std::vector<double> values; ///< [point]
};

/// One dimension of a variable: its coordinate, how long it is and how much of it a chunk holds.
struct Axis {
    Hdf5Dataset const* coordinate{};
    std::uint64_t extent{};
    std::uint64_t chunk{};
};

/// Adds coordinates to the root, each called once at most; the order of the calls is the order of dimensions in the file.
class Dimensions {
public:
    /// `layout` has at least one arm, point, replicate and month (else std::invalid_argument).
    Dimensions(Hdf5Group& root, RunLayout const& layout);

    /// The arms, with their words beside.
    Axis arm();
    /// The contrasts between `arms`, with their words and the arms that they add and subtract beside.
    Axis contrast(std::vector<Contrast> const& contrasts, std::vector<std::string> const& arms);
    /// The same of contrasts by their names, or those of single arms; nothing stands beside an unknown one.
    Axis contrast(std::vector<std::string> const& names);
    Axis point();
    Axis replicate();
    Axis time();
    /// The axes of the index sets that a measure has; none where one of them is empty.
    std::optional<std::vector<Axis>> sets(MeasureDeclaration const& measure);
    /// The outcomes by their labels, with what is declared of their measures, their months and their actors beside.
    Axis outcome();
    Axis texts(std::string const& dimension, std::span<std::string const> entries, std::string_view long_name);
    Axis numbers(std::string const& dimension, std::span<double const> entries, std::string_view long_name);

private:
    /// Texts along a dimension, beside its coordinate.
    void beside(Axis const& axis, std::string const& name, std::span<std::string const> entries);
    Axis keep(std::string const& dimension, Hdf5Dataset dataset, std::uint64_t extent, std::string_view long_name);

    Hdf5Group& root_;
    RunLayout const& layout_;
    std::map<std::string, Hdf5Dataset> coordinates_;
};

/// An array over `axes`, chunked as they say; what is never written reads as `fill`.
template <Hdf5Number T>
[[nodiscard]] Hdf5Dataset create_variable(Hdf5Group& root, std::string const& name, std::vector<Axis> const& axes, T fill)
{
    Extents extents;
    Extents chunk;
    for (Axis const& axis : axes) {
        extents.push_back(axis.extent);
        chunk.push_back(axis.chunk);
    }
    Hdf5Dataset dataset = root.create_array(name, extents, chunk, fill);
    for (std::size_t i = 0; i < axes.size(); ++i) {
        dataset.attach_scale(*axes[i].coordinate, i);
    }
    return dataset;
}

/// What a variable of numbers says of itself.
struct NumberFacts {
    double missing{};           ///< its _FillValue
    std::string_view long_name; ///< one line
    std::string_view units{};   ///< UDUNITS text; none where empty
};

/// A variable over `axes` and all of its values, in row-major order.
void write_numbers(Hdf5Group& root, std::string const& name, std::vector<Axis> const& axes,
                   std::vector<double> const& values, NumberFacts const& facts);

/// `seed`, `replicates_per_draw` and a `parameter_<key>` for each column. Throws std::invalid_argument if a column has another
/// number of values than there are points.
void write_run_facts(Hdf5Group& root, RunLayout const& layout, std::vector<ParameterColumn> const& columns,
                     Axis const& point);

} // namespace steppe
