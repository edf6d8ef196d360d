#include "study/sweep/run.hpp"

#include <vector>

namespace steppe {

RunEnd run_part(PreparedStudy const& prepared, PartRequest request, PartFolder& folder,
                std::optional<RecordedBlocks> const& recorded)
{
    BlockSequence const blocks{prepared.encoder.layout()};
    auto const [first, last] = request.part.bounds(blocks.size());
    ShardWriter writer{folder, prepared.encoder, request.checkpoint};
    std::vector<Recorder*> recorders{&writer};
    if (request.beside != nullptr) {
        recorders.push_back(request.beside);
    }
    request.options.skip = [&, begin = first, end = last](BlockRange const& range) {
        std::int64_t const block = blocks.index_of(range);
        return block < begin || block >= end || folder.has(block);
    };
    request.options.known = [&](BlockRange const& range) -> std::optional<ResultBlock> {
        return recorded ? recorded->find(range) : std::nullopt;
    };
    return run_ensemble(prepared.plan, recorders, request.options);
}

} // namespace steppe
