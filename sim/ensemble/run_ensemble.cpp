#include "ensemble/run_ensemble.hpp"

#include "ensemble/handover.hpp"
#include "ensemble/outcomes.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

namespace steppe {
namespace {

/// A block to run, or one that is known already.
struct IssuedBlock {
    BlockRange range;
    std::shared_ptr<ResultBlock> known;
};

/// A block that waits for its turn to be recorded.
struct PreparedBlock {
    std::int64_t jobs{};
    std::vector<Turn> turns; ///< of each recorder
    PhaseTimes times{};
};

void add(PhaseTimes& sum, PhaseTimes const& times)
{
    std::transform(sum.begin(), sum.end(), times.begin(), sum.begin(), std::plus<>{});
}

PhaseClock new_clock(RunOptions const& options)
{
    PhaseClock clock;
    if (options.times != nullptr) {
        clock.turn_on();
    }
    return clock;
}

} // namespace

int resolved_threads(int threads) { return threads > 0 ? threads : tbb::info::default_concurrency(); }

RunEnd run_ensemble(EnsemblePlan const& plan, std::span<Recorder* const> recorders, RunOptions const& options)
{
    RunLayout const layout = plan.layout();
    BlockSequence const blocks{layout};
    for (Recorder* recorder : recorders) {
        recorder->begin(layout);
    }
    bool const keep_series =
        std::any_of(recorders.begin(), recorders.end(), [](Recorder const* recorder) { return recorder->needs_series(); });

    tbb::enumerable_thread_specific<std::unique_ptr<BlockRunner>> runners{
        [&] { return make_block_runner(plan, options.width, keep_series, options.times != nullptr); }};
    auto const arms = static_cast<std::int64_t>(plan.arms.size());
    std::int64_t const total = plan.replicates * arms * static_cast<std::int64_t>(plan.points.size());
    std::int64_t issued = 0;
    std::int64_t done = 0;

    auto const next_block = [&](tbb::flow_control& control) -> IssuedBlock {
        Handover const handover;
        bool const stopped = options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
        if (issued == blocks.size() || stopped) {
            control.stop();
            return {};
        }
        IssuedBlock block{blocks.at(issued++), nullptr};
        if (std::optional<ResultBlock> known = options.known ? options.known(block.range) : std::nullopt) {
            block.known = std::make_shared<ResultBlock>(std::move(*known));
        }
        return block;
    };
    auto const run_block = [&](IssuedBlock const& issued_block) -> PreparedBlock {
        Handover const handover;
        BlockRange const& range = issued_block.range;
        if (issued_block.known && issued_block.known->outcomes.empty()) {
            reduce_block(layout, *issued_block.known);
        }
        ResultBlock const block = issued_block.known ? std::move(*issued_block.known) : runners.local()->run(range);
        PhaseClock clock = new_clock(options);
        clock.start();
        PreparedBlock prepared{.jobs = range.jobs_per_arm() * arms, .turns = {}, .times = block.times};
        for (Recorder* recorder : recorders) {
            prepared.turns.push_back(recorder->prepare(block));
        }
        clock.lap(Phase::preparation);
        add(prepared.times, clock.take());
        return prepared;
    };
    auto const record_block = [&](PreparedBlock const& prepared) {
        Handover const handover;
        PhaseClock clock = new_clock(options);
        clock.start();
        for (Turn const& turn : prepared.turns) {
            if (turn) {
                turn();
            }
        }
        clock.lap(Phase::writing);
        if (options.times != nullptr) {
            add(*options.times, prepared.times);
            add(*options.times, clock.take());
        }
        done += prepared.jobs;
        if (options.progress) {
            options.progress(done, total);
        }
    };

    int const threads = resolved_threads(options.threads);
    // Without this TBB gives no more workers than the machine has cores, whatever was asked for.
    tbb::global_control const allowed{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
    tbb::task_arena arena{threads};
    {
        Handover const handover;
    }
    arena.execute([&] {
        // In-order recording makes results independent of which thread finished first; two blocks a thread keep all busy.
        tbb::parallel_pipeline(static_cast<std::size_t>(threads) * 2,
                               tbb::make_filter<void, IssuedBlock>(tbb::filter_mode::serial_in_order, next_block) &
                                   tbb::make_filter<IssuedBlock, PreparedBlock>(tbb::filter_mode::parallel, run_block) &
                                   tbb::make_filter<PreparedBlock, void>(tbb::filter_mode::serial_in_order, record_block));
    });
    {
        Handover const handover;
    }
    for (Recorder* recorder : recorders) {
        recorder->finish();
    }
    return issued == blocks.size() ? RunEnd::complete : RunEnd::interrupted;
}

} // namespace steppe
