#pragma once
/// A small study in parts.

#include "output/merge.hpp"
#include "output/part_writer.hpp"
#include "support/output_fixtures.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace steppe::test {

inline ReplicateEncoder encoder_of(RunLayout const& layout) { return {layout, ReplicateRecord::trajectories, {}}; }

inline StudyFacts facts_of(ReplicateEncoder const& encoder, std::string const& seed = "1")
{
    return {{{"the seed", seed}}, encoder.variables(), BlockSequence{encoder.layout()}.size()};
}

inline void write_head(ReplicateEncoder const& encoder, std::filesystem::path const& path)
{
    ResultFile file{path, true, "trajectories", small_scenario(), small_schema(), small_provenance()};
    static_cast<void>(ReplicateVariables::create(file.root(), encoder, file.columns()));
    file.commit_head();
}

inline PartFolder open_folder(std::filesystem::path const& folder, ReplicateEncoder const& encoder, Part part = {},
                              PartStart start = PartStart::refuse, std::string const& seed = "1")
{
    return {folder, part, start, facts_of(encoder, seed),
            [&](std::filesystem::path const& head) { write_head(encoder, head); }};
}

inline EncodedBlock encoded(ReplicateEncoder const& encoder, std::int64_t block)
{
    return encoder.encode(block_of(encoder.layout(), BlockSequence{encoder.layout()}.at(block)));
}

/// Adds the blocks of a part that its folder lacks, `per_shard` at a time.
inline void fill(PartFolder& folder, ReplicateEncoder const& encoder, Part part, std::int64_t per_shard)
{
    auto const [first, last] = part.bounds(BlockSequence{encoder.layout()}.size());
    std::vector<EncodedBlock> blocks;
    for (std::int64_t block = first; block < last; ++block) {
        if (!folder.has(block)) {
            blocks.push_back(encoded(encoder, block));
        }
        bool const gap = folder.has(block);
        if (!blocks.empty() && (gap || std::ssize(blocks) == per_shard || block + 1 == last)) {
            folder.add(block - std::ssize(blocks) + (gap ? 0 : 1), blocks);
            blocks.clear();
        }
    }
}

/// The text of the fault, without the folder's name.
template <class Act>
std::string fault_of(Act const& act, std::filesystem::path const& folder)
{
    try {
        act();
    } catch (std::exception const& error) {
        std::string text = error.what();
        for (std::size_t at = text.find(folder.string()); at != std::string::npos; at = text.find(folder.string())) {
            text.replace(at, folder.string().size(), "PARTS");
        }
        return text;
    }
    return "none";
}

class Parts : public ::testing::Test {
protected:
    TemporaryFolder folder_;
    std::filesystem::path parts_{folder_ / "out.h5.parts"};
    std::filesystem::path result_{folder_ / "out.h5"};
    RunLayout layout_ = small_layout(5, 65); // a block a point
    ReplicateEncoder encoder_ = encoder_of(layout_);
};

} // namespace steppe::test
