#include "ensemble/run_ensemble.hpp"

#include "ensemble/outcomes.hpp"
#include "ensemble/tsan_handover.hpp"

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
    std::optional<ResultBlock> known;
};

/// A block that waits for those before it to be recorded.
struct PreparedBlock {
    std::int64_t jobs{};
    bool was_stopped{};            ///< before it was done
    std::vector<InOrder> in_order; ///< of each recorder
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

/// The three stages of the pipeline, and what they share.
class EnsembleRun {
public:
    EnsembleRun(EnsemblePlan const& plan, std::span<Recorder* const> recorders, RunOptions const& options)
        : plan_{plan}, recorders_{recorders}, options_{options}, layout_{plan.layout()}, blocks_{layout_}
    {
        auto const arms = static_cast<std::int64_t>(layout_.arms.size());
        for (std::int64_t block = 0; block < blocks_.size(); ++block) {
            BlockRange const range = blocks_.at(block);
            total_ += is_skipped(range) ? 0 : arms * range.jobs_per_arm();
        }
    }

    RunEnd run()
    {
        for (Recorder* recorder : recorders_) {
            recorder->begin(layout_);
            keep_series_ = keep_series_ || recorder->needs_series();
        }
        run_pipeline();
        for (Recorder* recorder : recorders_) {
            recorder->finish();
        }
        return issued_ == blocks_.size() && !was_stopped_ ? RunEnd::complete : RunEnd::interrupted;
    }

private:
    void run_pipeline()
    {
        // Pointers pass between the stages: what they point to is made and used within a stage's own work. When an exception
        // ends the run, the few blocks in flight are not freed: TBB drops tokens without telling.
        auto const next = [this](tbb::flow_control& control) -> IssuedBlock* {
            TsanHandover const handover;
            std::unique_ptr<IssuedBlock> block = next_block();
            if (!block) {
                control.stop();
            }
            return block.release();
        };
        auto const run = [this](IssuedBlock* issued) -> PreparedBlock* {
            TsanHandover const handover;
            std::unique_ptr<IssuedBlock> const block{issued};
            return run_block(*block).release();
        };
        auto const record = [this](PreparedBlock* prepared) {
            TsanHandover const handover;
            std::unique_ptr<PreparedBlock> const block{prepared};
            record_block(*block);
        };
        int const threads = resolved_threads(options_.threads);
        // Without this TBB gives no more workers than the machine has cores, whatever was asked for.
        tbb::global_control const allowed{tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)};
        tbb::task_arena arena{threads};
        {
            TsanHandover const handover;
        }
        arena.execute([&] {
            // In-order recording makes results independent of which thread finished first; two blocks a thread keep all busy.
            tbb::parallel_pipeline(static_cast<std::size_t>(threads) * 2,
                                   tbb::make_filter<void, IssuedBlock*>(tbb::filter_mode::serial_in_order, next) &
                                       tbb::make_filter<IssuedBlock*, PreparedBlock*>(tbb::filter_mode::parallel, run) &
                                       tbb::make_filter<PreparedBlock*, void>(tbb::filter_mode::serial_in_order, record));
        });
        {
            TsanHandover const handover;
        }
    }

    [[nodiscard]] bool is_skipped(BlockRange const& range) const { return options_.skip && options_.skip(range); }

    /// None when there is nothing left to do.
    std::unique_ptr<IssuedBlock> next_block()
    {
        while (issued_ < blocks_.size() && is_skipped(blocks_.at(issued_))) {
            ++issued_;
        }
        bool const stopped = options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed);
        if (issued_ == blocks_.size() || stopped) {
            return nullptr;
        }
        auto block = std::make_unique<IssuedBlock>();
        block->range = blocks_.at(issued_++);
        block->known = options_.known ? options_.known(block->range) : std::nullopt;
        return block;
    }

    std::unique_ptr<PreparedBlock> run_block(IssuedBlock& issued)
    {
        if (issued.known && issued.known->outcomes.empty()) {
            reduce_block(layout_, *issued.known);
        }
        ResultBlock const* const run =
            issued.known ? &*issued.known
                         : runners_.local()->run(issued.range, options_.finishes_blocks ? nullptr : options_.stop);
        if (run == nullptr) {
            return std::make_unique<PreparedBlock>(PreparedBlock{.jobs = 0, .was_stopped = true, .in_order = {}});
        }
        ResultBlock const& block = *run;
        PhaseClock clock = new_clock(options_);
        clock.start();
        auto prepared = std::make_unique<PreparedBlock>();
        prepared->jobs = static_cast<std::int64_t>(block.states.size());
        prepared->times = block.times;
        for (Recorder* recorder : recorders_) {
            prepared->in_order.push_back(recorder->prepare(block));
        }
        clock.lap(Phase::preparation);
        add(prepared->times, clock.take());
        return prepared;
    }

    void record_block(PreparedBlock const& prepared)
    {
        // No gaps: what comes behind a block that was stopped is lost with it.
        was_stopped_ = was_stopped_ || prepared.was_stopped;
        if (was_stopped_) {
            return;
        }
        PhaseClock clock = new_clock(options_);
        clock.start();
        for (InOrder const& record : prepared.in_order) {
            if (record) {
                record();
            }
        }
        clock.lap(Phase::writing);
        if (options_.times != nullptr) {
            add(*options_.times, prepared.times);
            add(*options_.times, clock.take());
        }
        done_ += prepared.jobs;
        if (options_.progress) {
            options_.progress(done_, total_);
        }
    }

    EnsemblePlan const& plan_;
    std::span<Recorder* const> recorders_;
    RunOptions const& options_;
    RunLayout layout_;
    BlockSequence blocks_;
    bool keep_series_{};
    tbb::enumerable_thread_specific<std::unique_ptr<BlockRunner>> runners_{
        [this] { return make_block_runner(plan_, options_.width, keep_series_, options_.times != nullptr); }};
    std::int64_t issued_{};
    bool was_stopped_{};
    std::int64_t done_{};  ///< jobs
    std::int64_t total_{}; ///< jobs
};

} // namespace

int resolved_threads(int threads) { return threads > 0 ? threads : tbb::info::default_concurrency(); }

RunEnd run_ensemble(EnsemblePlan const& plan, std::span<Recorder* const> recorders, RunOptions const& options)
{
    return EnsembleRun{plan, recorders, options}.run();
}

} // namespace steppe
