#include "output/block_keeper.hpp"

#include "base/diagnostics.hpp"
#include "output/codec/chunk_decoder.hpp"
#include "output/decoded_block.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

namespace steppe {

BlockKeeper::BlockKeeper(CheckpointFile& file, std::string run, ReplicateEncoder encoder, std::size_t probed,
                         Clock::time_point since)
    : file_{file}, run_{std::move(run)}, encoder_{std::move(encoder)}, probed_{probed}, since_{since}
{
}

std::string BlockKeeper::key_of(BlockRange const& range) const
{
    return fmt::format("{} {} {} {} {}", run_, range.first_point, range.points, range.first_replicate, range.replicates);
}

bool BlockKeeper::is_wanted(BlockRange const& range)
{
    std::string const key = key_of(range);
    std::lock_guard const guard{using_file_};
    return Clock::now() >= since_ && !file_.has(key) && !elsewhere_.contains(key);
}

InOrder BlockKeeper::prepare(ResultBlock const& block)
{
    if (!is_wanted(block.range)) {
        return {};
    }
    auto const encoded = std::make_shared<EncodedBlock>(encoder_.encode(block));
    if (probed_ > 0) {
        std::size_t const period = std::max<std::size_t>(1, probed_ / static_cast<std::size_t>(encoder_.layout().months));
        encoded->chunks.push_back(
            {encoded->chunks.size(), {}, encode_chunk(std::as_bytes(std::span{block.probed}), {sizeof(double), period})});
    }
    return [this, encoded] { keep(*encoded); };
}

void BlockKeeper::keep(EncodedBlock const& block)
{
    if (is_wanted(block.range)) {
        std::string const bytes = shard_bytes(std::span{&block, 1});
        std::lock_guard const guard{using_file_};
        file_.add(key_of(block.range), bytes);
    }
}

void BlockKeeper::leave_out(BlockRange const& range)
{
    std::lock_guard const guard{using_file_};
    elsewhere_.insert(key_of(range));
}

bool BlockKeeper::take_probed(EncodedBlock& block, BlockRange const& range, ResultBlock& result) const
{
    if (probed_ == 0) {
        return true;
    }
    if (block.chunks.empty()) {
        return false;
    }
    std::size_t const jobs = encoder_.layout().arms.size() * static_cast<std::size_t>(range.jobs_per_arm());
    result.probed.resize(jobs * probed_);
    std::size_t const size = result.probed.size() * sizeof(double);
    std::optional<std::vector<std::byte>> const bytes = decode_chunk(block.chunks.back().bytes, size, sizeof(double));
    block.chunks.pop_back();
    if (bytes && size > 0) {
        std::memcpy(result.probed.data(), bytes->data(), size);
    }
    return bytes.has_value();
}

std::optional<ResultBlock> BlockKeeper::find(BlockRange const& range)
{
    std::optional<std::string> bytes;
    {
        std::lock_guard const guard{using_file_};
        bytes = file_.find(key_of(range));
    }
    if (!bytes) {
        return std::nullopt;
    }
    ResultBlock probed;
    try {
        std::vector<EncodedBlock> blocks = parse_shard(*bytes, key_of(range));
        if (blocks.size() != 1 || !take_probed(blocks.front(), range, probed)) {
            return std::nullopt;
        }
        std::optional<ResultBlock> result = decode_block(blocks.front(), encoder_, range);
        if (result) {
            result->probed = std::move(probed.probed);
        }
        return result;
    } catch (EnvironmentError const&) { // not as it was written: it is run again
        return std::nullopt;
    }
}

} // namespace steppe
