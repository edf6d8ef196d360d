#include "output/shard.hpp"

#include "base/diagnostics.hpp"
#include "output/descriptor.hpp"
#include "output/shallow_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <iterator>
#include <memory>
#include <new>
#include <utility>

namespace steppe {
namespace {

using nlohmann::json;
/// A shard is some 8 MiB, or one block.
constexpr std::size_t longest_read = std::size_t{2} << 30U; // bytes

using Bytes = json::binary_t::container_type;

template <class Entry>
json binary(std::vector<Entry> const& entries)
{
    Bytes bytes(entries.size());
    std::transform(entries.begin(), entries.end(), bytes.begin(),
                   [](Entry entry) { return static_cast<std::uint8_t>(entry); });
    return json::binary(std::move(bytes));
}

template <class Entry>
std::vector<Entry> entries_of(json const& value)
{
    Bytes const& bytes = value.get_binary();
    std::vector<Entry> entries(bytes.size());
    std::transform(bytes.begin(), bytes.end(), entries.begin(), [](std::uint8_t byte) { return static_cast<Entry>(byte); });
    return entries;
}

json to_json(EncodedBlock const& block)
{
    json failures = json::array();
    for (Failure const& failure : block.failures) {
        failures.push_back({failure.arm, failure.point, failure.replicate, failure.month, failure.message});
    }
    json chunks = json::array();
    for (EncodedChunk const& chunk : block.chunks) {
        chunks.push_back({chunk.variable, chunk.offset, binary(chunk.bytes)});
    }
    return {{"first_point", block.range.first_point},
            {"points", block.range.points},
            {"first_replicate", block.range.first_replicate},
            {"replicates", block.range.replicates},
            {"states", binary(block.states)},
            {"failures", std::move(failures)},
            {"chunks", std::move(chunks)}};
}

EncodedBlock block_of(json const& value)
{
    EncodedBlock block{.range = {.first_point = value.at("first_point"),
                                 .points = value.at("points"),
                                 .first_replicate = value.at("first_replicate"),
                                 .replicates = value.at("replicates")},
                       .states = entries_of<JobState>(value.at("states")),
                       .failures = {},
                       .chunks = {}};
    for (json const& failure : value.at("failures")) {
        block.failures.push_back({failure.at(0), failure.at(1), failure.at(2), failure.at(3), failure.at(4)});
    }
    for (json const& chunk : value.at("chunks")) {
        block.chunks.push_back({chunk.at(0), chunk.at(1).get<Extents>(), entries_of<std::byte>(chunk.at(2))});
    }
    return block;
}

} // namespace

std::string shard_bytes(std::span<EncodedBlock const> blocks)
{
    json all = json::array();
    std::transform(blocks.begin(), blocks.end(), std::back_inserter(all), to_json);
    std::string bytes;
    json::to_cbor(all, bytes);
    return bytes;
}

std::vector<EncodedBlock> parse_shard(std::string const& bytes, std::filesystem::path const& path)
{
    if (!is_shallow_cbor(bytes)) {
        throw EnvironmentError{
            fmt::format("cannot read '{}': it is no shard of a study (it nests too deep)", path.string())};
    }
    try {
        json const all = json::from_cbor(bytes);
        if (!all.is_array()) {
            throw EnvironmentError{fmt::format("cannot read '{}': it is no shard of a study (no list)", path.string())};
        }
        std::vector<EncodedBlock> blocks;
        std::transform(all.begin(), all.end(), std::back_inserter(blocks), block_of);
        return blocks;
    } catch (json::exception const& error) {
        throw EnvironmentError{fmt::format("cannot read '{}': it is no shard of a study ({})", path.string(), error.what())};
    }
}

std::string file_checksum(std::filesystem::path const& path)
{
    Descriptor const file{path, O_RDONLY | O_NONBLOCK};
    if (!file.is_open() || !file.is_regular()) {
        fail_on("read", path, file.is_open() ? EINVAL : errno);
    }
    std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> const state{XXH3_createState(), XXH3_freeState};
    if (!state) {
        throw std::bad_alloc{};
    }
    XXH3_128bits_reset(state.get());
    constexpr std::size_t piece = std::size_t{1} << 20U;
    std::uint64_t at = 0;
    for (std::string bytes = file.read(piece, at); !bytes.empty(); bytes = file.read(piece, at)) {
        XXH3_128bits_update(state.get(), bytes.data(), bytes.size());
        at += bytes.size();
    }
    if (at != file.size()) {
        fail_on("read", path, errno);
    }
    XXH128_hash_t const hash = XXH3_128bits_digest(state.get());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string read_bytes(std::filesystem::path const& path)
{
    Descriptor const file{path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK};
    if (!file.is_open() || !file.is_regular()) {
        fail_on("read", path, file.is_open() ? EINVAL : errno);
    }
    if (file.size() > longest_read) {
        throw EnvironmentError{
            fmt::format("cannot read '{}': expected at most {} bytes, found {}", path.string(), longest_read, file.size())};
    }
    std::string bytes = file.read(file.size());
    if (bytes.size() != file.size()) {
        fail_on("read", path, errno);
    }
    return bytes;
}

} // namespace steppe
