#include "ensemble/run_pack.hpp"

#include "model/measures.hpp"
#include "model/month.hpp"

#include <limits>
#include <string>

namespace steppe {
namespace {

/// Shape of a block's series, and of nothing else.
ResultBlock empty_block(BlockRange const& range, RunLayout const& layout)
{
    ResultBlock block{.arm = range.arm,
                      .point = range.point,
                      .first_replicate = range.first_replicate,
                      .replicates = range.replicates,
                      .series = {},
                      .states = {},
                      .failures = {}};
    auto const jobs = static_cast<std::size_t>(range.replicates);
    for (MeasureDeclaration const& measure : layout.measures) {
        block.series.emplace_back(jobs * static_cast<std::size_t>(layout.months) * layout.elements(measure));
    }
    block.states.assign(jobs, JobState::ok);
    return block;
}

/// Position in a block of the replicate in a lane of the pack at `offset`.
std::size_t job_of(int offset, int lane) { return static_cast<std::size_t>(offset) + static_cast<std::size_t>(lane); }

template <class R>
class Runner final : public BlockRunner {
public:
    explicit Runner(EnsemblePlan const& plan) : plan_{plan}, layout_{plan.layout()}, pack_{plan.structure.sizes} {}

    ResultBlock run(BlockRange const& range) override
    {
        ResultBlock block = empty_block(range, layout_);
        for (int offset = 0; offset < range.replicates; offset += LaneTraits<R>::width) {
            run_pack(range, offset, block);
        }
        return block;
    }

private:
    void run_pack(BlockRange const& range, int offset, ResultBlock& block)
    {
        Arm const& arm = plan_.arms[static_cast<std::size_t>(range.arm)];
        set_parameters(range, offset);
        scale_shares(pack_.parameters, plan_.structure.sizes);
        open_world(pack_.parameters, plan_.structure, arm, pack_.opening, pack_.now, pack_.work);
        // Lanes beyond the last replicate are stepped like the others and then left out.
        Draws<R> const draws{plan_.seed, range.first_replicate + offset};
        int const used = std::min(LaneTraits<R>::width, range.replicates - offset);
        for (int month = 0; month < plan_.months; ++month) {
            advance_month(plan_.structure, arm, draws, month, pack_);
            std::swap(pack_.now, pack_.next);
            note_failures(range, offset, used, month, block);
            store(offset, used, month, block);
        }
    }

    void set_parameters(BlockRange const& range, int offset)
    {
        if (!plan_.priors) {
            pack_.parameters.assign(plan_.points[static_cast<std::size_t>(range.point)]);
            return;
        }
        std::int64_t sampled = -1;
        for (int lane = 0; lane < LaneTraits<R>::width; ++lane) {
            std::int64_t const draw = (range.first_replicate + offset + lane) / plan_.replicates_per_draw;
            if (draw != sampled) {
                plan_.priors->sample(plan_.seed, draw, drawn_values_);
                sampled = draw;
            }
            pack_.parameters.assign_lane(lane, drawn_values_);
        }
    }

    /// Marks replicates whose observation first became non-finite this month.
    void note_failures(BlockRange const& range, int offset, int used, int month, ResultBlock& block)
    {
        R check = 0.0; // x * 0 is 0 for finite x and NaN otherwise
        pack_.seen.visit([&](auto const& table, MeasureDeclaration const&) {
            for (R const& value : table.flat()) {
                check += value * 0.0;
            }
        });
        if (!any(check != 0.0)) {
            return;
        }
        for (int lane = 0; lane < used; ++lane) {
            JobState& state = block.states[job_of(offset, lane)];
            if (state == JobState::ok && LaneTraits<R>::get(check, lane) != 0.0) {
                state = JobState::failed;
                block.failures.push_back({range.arm, range.point, range.first_replicate + offset + lane, month,
                                          first_non_finite(lane) + " is not finite"});
            }
        }
    }

    [[nodiscard]] std::string first_non_finite(int lane)
    {
        std::string name;
        pack_.seen.visit([&](auto const& table, MeasureDeclaration const& measure) {
            for (R const& value : table.flat()) {
                if (name.empty() && LaneTraits<R>::get(value, lane) * 0.0 != 0.0) {
                    name = measure.name;
                }
            }
        });
        return name;
    }

    void store(int offset, int used, int month, ResultBlock& block)
    {
        auto series = block.series.begin();
        auto const months = static_cast<std::size_t>(plan_.months);
        pack_.seen.visit([&](auto const& table, MeasureDeclaration const&) {
            auto const values = table.flat();
            for (int lane = 0; lane < used; ++lane) {
                std::size_t const job = job_of(offset, lane);
                bool const failed = block.states[job] == JobState::failed;
                float* target = series->data() + (job * months + static_cast<std::size_t>(month)) * values.size();
                for (R const& value : values) {
                    *target++ = failed ? std::numeric_limits<float>::quiet_NaN()
                                       : static_cast<float>(LaneTraits<R>::get(value, lane));
                }
            }
            ++series;
        });
    }

    EnsemblePlan const& plan_;
    RunLayout layout_;
    Pack<R> pack_;
    std::vector<double> drawn_values_;
};

} // namespace

int lanes_of(LaneWidth width) { return width == LaneWidth::reference ? 1 : native_width; }

std::unique_ptr<BlockRunner> make_block_runner(EnsemblePlan const& plan, LaneWidth width)
{
    if (width == LaneWidth::reference) {
        return std::make_unique<Runner<double>>(plan);
    }
    return std::make_unique<Runner<Lanes<native_width>>>(plan);
}

} // namespace steppe
