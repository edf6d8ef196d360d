#include "ensemble/run_ensemble.hpp"

#include "ensemble/handover.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <memory>

namespace steppe {

int resolved_threads(int threads) { return threads > 0 ? threads : tbb::info::default_concurrency(); }

RunEnd run_ensemble(EnsemblePlan const& plan, std::span<Recorder* const> recorders, RunOptions const& options)
{
    RunLayout const layout = plan.layout();
    BlockSequence const blocks{plan};
    for (Recorder* recorder : recorders) {
        recorder->begin(layout);
    }

    tbb::enumerable_thread_specific<std::unique_ptr<BlockRunner>> runners{
        [&] { return make_block_runner(plan, options.width); }};
    std::int64_t const total = plan.replicates * static_cast<std::int64_t>(plan.arms.size() * plan.points.size());
    std::int64_t issued = 0;
    std::int64_t done = 0;

    auto const next_block = [&](tbb::flow_control& control) -> BlockRange {
        Turn const turn;
        bool const stopped = options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
        if (issued == blocks.size() || stopped) {
            control.stop();
            return {};
        }
        return blocks.at(issued++);
    };
    auto const run_block = [&](BlockRange const& range) -> std::shared_ptr<ResultBlock const> {
        Turn const turn;
        return std::make_shared<ResultBlock const>(runners.local()->run(range));
    };
    auto const record_block = [&](std::shared_ptr<ResultBlock const> const& block) {
        Turn const turn;
        for (Recorder* recorder : recorders) {
            recorder->consume(*block);
        }
        done += block->replicates;
        if (options.progress) {
            options.progress(done, total);
        }
    };

    int const threads = resolved_threads(options.threads);
    // Without this TBB gives no more workers than the machine has cores, whatever was asked for.
    tbb::global_control const allowed{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
    tbb::task_arena arena{threads};
    {
        Turn const turn;
    }
    arena.execute([&] {
        // In-order recording makes results independent of which thread finished first; two blocks a thread keep all busy.
        tbb::parallel_pipeline(
            static_cast<std::size_t>(threads) * 2,
            tbb::make_filter<void, BlockRange>(tbb::filter_mode::serial_in_order, next_block) &
                tbb::make_filter<BlockRange, std::shared_ptr<ResultBlock const>>(tbb::filter_mode::parallel, run_block) &
                tbb::make_filter<std::shared_ptr<ResultBlock const>, void>(tbb::filter_mode::serial_in_order, record_block));
    });
    {
        Turn const turn;
    }
    for (Recorder* recorder : recorders) {
        recorder->finish();
    }
    return issued == blocks.size() ? RunEnd::complete : RunEnd::interrupted;
}

} // namespace steppe
