#include "output/part_manifest.hpp"

#include "output/descriptor.hpp"
#include "output/pending_file.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sstream>

namespace steppe {
namespace {

using nlohmann::json;

constexpr std::string_view format_name = "steppe parts 1";

json to_json(ShardEntry const& shard)
{
    return {
        {"shard", shard.file}, {"first_block", shard.first_block}, {"blocks", shard.blocks}, {"xxh3_128", shard.checksum}};
}

json head_of(Manifest const& manifest)
{
    return {{"format", format_name},
            {"part", manifest.part.number},
            {"of", manifest.part.of},
            {"study", manifest.study.facts},
            {"variables", manifest.study.variables},
            {"blocks", manifest.study.blocks},
            {"head_xxh3_128", manifest.head_checksum}};
}

/// The manifest that a first line begins; nothing if it is none.
std::optional<Manifest> begun_by(json const& line)
{
    if (!line.is_object() || line.value("format", "") != format_name) {
        return std::nullopt;
    }
    try {
        return Manifest{.part = {line.at("part"), line.at("of")},
                        .study = {line.at("study").get<decltype(StudyFacts::facts)>(),
                                  line.at("variables").get<std::vector<std::string>>(), line.at("blocks")},
                        .head_checksum = line.at("head_xxh3_128"),
                        .shards = {}};
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

std::optional<ShardEntry> entry_of(json const& line)
{
    try {
        return ShardEntry{line.at("shard"), line.at("first_block"), line.at("blocks"), line.at("xxh3_128")};
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

} // namespace

std::string Part::name() const { return fmt::format("part-{}-of-{}", number, of); }

std::pair<std::int64_t, std::int64_t> Part::bounds(std::int64_t blocks) const
{
    return {blocks * (number - 1) / of, blocks * number / of};
}

std::vector<std::string> StudyFacts::differences(StudyFacts const& other) const
{
    std::vector<std::string> found;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (i >= other.facts.size() || facts[i] != other.facts[i]) {
            found.push_back(facts[i].first);
        }
    }
    if (found.empty() && (facts.size() != other.facts.size() || variables != other.variables || blocks != other.blocks)) {
        found.emplace_back("what is recorded");
    }
    return found;
}

std::filesystem::path parts_folder(std::filesystem::path const& result) { return result.string() + ".parts"; }

std::filesystem::path manifest_path(std::filesystem::path const& folder, Part const& part)
{
    return folder / (part.name() + ".jsonl");
}

std::filesystem::path head_path(std::filesystem::path const& folder) { return folder / "head.h5"; }

Manifest read_manifest(std::filesystem::path const& path)
{
    std::istringstream lines{read_bytes(path)};
    std::optional<Manifest> manifest;
    for (std::string line; std::getline(lines, line) && !lines.eof();) { // a last line without its end was cut short
        json const content = json::parse(line, nullptr, false);
        if (!manifest) {
            manifest = begun_by(content);
            if (!manifest) {
                break;
            }
            continue;
        }
        std::optional<ShardEntry> const entry = entry_of(content);
        if (!entry) {
            break;
        }
        manifest->shards.push_back(*entry);
    }
    if (!manifest) {
        Diagnostics faults;
        faults.add({path.string(), 1, 1}, "O207", "is no manifest of a study's part");
        faults.throw_if_any();
    }
    return *manifest;
}

void write_manifest(std::filesystem::path const& path, Manifest const& manifest)
{
    PendingFile file{path, true};
    std::string text = head_of(manifest).dump() + "\n";
    for (ShardEntry const& shard : manifest.shards) {
        text += to_json(shard).dump() + "\n";
    }
    file.write(text);
    file.commit();
}

void append_shard(std::filesystem::path const& path, ShardEntry const& shard)
{
    append_durably(path, to_json(shard).dump());
}

std::optional<std::string> fault_of(std::filesystem::path const& folder, ShardEntry const& shard)
{
    std::filesystem::path const path = folder / shard.file;
    if (!std::filesystem::is_regular_file(path)) {
        return "is missing";
    }
    return checksum(read_bytes(path)) == shard.checksum ? std::nullopt
                                                        : std::optional<std::string>{"is damaged: its checksum differs"};
}

} // namespace steppe
