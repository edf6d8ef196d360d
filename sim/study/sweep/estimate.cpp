#include "study/sweep/estimate.hpp"

#include "ensemble/run_ensemble.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

namespace steppe {
namespace {

constexpr double enough_seconds = 1.0;

/// What a file spends on finding the chunks of a variable of `rank` dimensions: HDF5's B-trees of version 1 have nodes for 64 of them. Chunks of the
/// last arm come in the order of the tree, and fill them to about nine tenths, those of other arms to a half.
double index_bytes(std::size_t rank, double arms, double blocks)
{
    constexpr double entries = 64.0;
    double const key = 8.0 + 8.0 * static_cast<double>(rank + 1);
    double const node = 24.0 + 8.0 * entries + key * (entries + 1.0);
    double const leaves = std::ceil((arms - 1.0) * blocks / (0.5 * entries) + blocks / (0.9 * entries));
    return node * (leaves > 1.0 ? leaves + std::ceil(leaves / entries) : leaves);
}

double index_bytes(ReplicateEncoder const& encoder)
{
    RunLayout const& layout = encoder.layout();
    auto const arms = static_cast<double>(layout.arms.size());
    auto const blocks = static_cast<double>(BlockSequence{layout}.size());
    if (encoder.record() == ReplicateRecord::outcomes) {
        return index_bytes(4, arms, blocks);
    }
    return std::transform_reduce(encoder.measures().begin(), encoder.measures().end(), 0.0, std::plus{}, [&](std::size_t m) {
        return index_bytes(4 + layout.measures[m].sets.size(), arms, blocks);
    });
}

/// Encodes blocks as a writer would, and counts.
class Counter final : public Recorder {
public:
    explicit Counter(ReplicateEncoder const& encoder) : encoder_{encoder} {}

    void begin(RunLayout const& /*layout*/) override {}
    [[nodiscard]] bool needs_series() const override { return encoder_.record() == ReplicateRecord::trajectories; }
    [[nodiscard]] InOrder prepare(ResultBlock const& block) override
    {
        EncodedBlock const encoded = encoder_.encode(block);
        return [this, bytes = encoded.bytes(), jobs = block.range.jobs_per_arm()] {
            bytes_ += static_cast<double>(bytes);
            jobs_ += jobs;
        };
    }
    void finish() override {}

    /// Without the index.
    [[nodiscard]] double bytes() const { return bytes_; }
    [[nodiscard]] std::int64_t jobs_per_arm() const { return jobs_; }

private:
    ReplicateEncoder const& encoder_;
    double bytes_{};
    std::int64_t jobs_{};
};

/// Numbers of which any first few are spread over [0, 1): 1/2, 1/4, 3/4, 1/8, ... (van der Corput).
double spread_number(std::int64_t i)
{
    double number = 0.0;
    for (double part = 0.5; i > 0; i /= 2, part /= 2.0) {
        number += part * static_cast<double>(i % 2);
    }
    return number;
}

/// Runs `count` blocks at most, spread over all.
Estimate sample(EnsemblePlan const& plan, ReplicateEncoder const& encoder, LaneWidth width, int threads, std::int64_t count)
{
    BlockSequence const blocks{encoder.layout()};
    std::set<std::int64_t> chosen;
    for (std::int64_t i = 1; i <= std::min(count, blocks.size()); ++i) {
        chosen.insert(static_cast<std::int64_t>(spread_number(i) * static_cast<double>(blocks.size())));
    }
    Counter counter{encoder};
    std::array<Recorder*, 1> const recorders{&counter};
    auto const start = std::chrono::steady_clock::now();
    run_ensemble(plan, recorders, {.threads = threads, .width = width, .skip = [&](BlockRange const& range) {
                                       return !chosen.contains(blocks.index_of(range));
                                   }});
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    double const scale = static_cast<double>(plan.points.count) * static_cast<double>(plan.replicates) /
                         static_cast<double>(counter.jobs_per_arm());
    return {.seconds = seconds * scale,
            .bytes = counter.bytes() * scale + index_bytes(encoder),
            .runs = counter.jobs_per_arm() * std::ssize(plan.arms)};
}

} // namespace

Estimate estimate_cost(EnsemblePlan const& plan, ReplicateEncoder const& encoder, LaneWidth width, int threads)
{
    auto const blocks = static_cast<double>(BlockSequence{encoder.layout()}.size());
    Estimate const first = sample(plan, encoder, width, threads, threads); // it also warms caches
    double const share = enough_seconds / std::max(first.seconds, enough_seconds);
    return sample(plan, encoder, width, threads, std::max<std::int64_t>(threads, static_cast<std::int64_t>(share * blocks)));
}

} // namespace steppe
