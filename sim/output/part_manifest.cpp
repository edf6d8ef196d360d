#include "output/part_manifest.hpp"

#include "base/checksum.hpp"
#include "output/descriptor.hpp"
#include "output/pending_file.hpp"
#include "output/shard.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace steppe {
namespace {

using nlohmann::json;

constexpr std::string_view format_name = "steppe parts 1";

/// A line of a manifest, with its checksum.
std::string line_of(json const& entry) { return json{{"entry", entry}, {"xxh3_128", checksum(entry.dump())}}.dump() + "\n"; }

/// What `line_of` made the line from; null for a line that is not as it was written.
json entry_of(std::string const& line)
{
    json content = json::parse(line, nullptr, false);
    bool const whole = content.is_object() && content.contains("entry") &&
                       content.value("xxh3_128", json{}) == json(checksum(content["entry"].dump()));
    return whole ? std::move(content["entry"]) : json{};
}

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

/// The manifest that a first entry begins; nothing if it is none.
std::optional<Manifest> begun_by(json const& line)
{
    if (!line.is_object() || line.value("format", json{}) != format_name) {
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

std::optional<ShardEntry> shard_of(json const& line)
{
    try {
        return ShardEntry{line.at("shard"), line.at("first_block"), line.at("blocks"), line.at("xxh3_128")};
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

} // namespace

std::string Part::name() const { return fmt::format("part-{}-of-{}", number, of); }

std::string Part::remedy() const
{
    return of == 1 ? "run the study with --resume" : fmt::format("run --shard {}/{} with --resume", number, of);
}

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

std::vector<std::filesystem::path> list_manifests(std::filesystem::path const& folder)
{
    std::vector<std::filesystem::path> paths;
    std::error_code error;
    for (std::filesystem::directory_entry const& entry : std::filesystem::directory_iterator{folder, error}) {
        if (entry.path().extension() == ".jsonl" && part_of(entry.path())) {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::optional<Part> part_of(std::filesystem::path const& path)
{
    Part part;
    return std::sscanf(path.filename().c_str(), "part-%d-of-%d", &part.number, &part.of) == 2 ? std::optional{part}
                                                                                              : std::nullopt;
}

std::optional<Manifest> read_manifest(std::filesystem::path const& path)
{
    std::istringstream lines{read_bytes(path)};
    std::string line;
    if (!std::getline(lines, line)) {
        return std::nullopt;
    }
    std::optional<Manifest> manifest = begun_by(entry_of(line));
    while (manifest && std::getline(lines, line)) {
        if (std::optional<ShardEntry> const shard = shard_of(entry_of(line))) {
            manifest->shards.push_back(*shard);
        }
    }
    return manifest;
}

void write_manifest(std::filesystem::path const& path, Manifest const& manifest)
{
    PendingFile file{path, true};
    std::string text = line_of(head_of(manifest));
    for (ShardEntry const& shard : manifest.shards) {
        text += line_of(to_json(shard));
    }
    file.write(text);
    file.commit();
}

void append_shard(std::filesystem::path const& path, ShardEntry const& shard)
{
    append_durably(path, line_of(to_json(shard)));
}

std::optional<std::string> fault_of(std::filesystem::path const& path, std::string const& expected)
{
    if (!std::filesystem::is_regular_file(path)) {
        return "is missing";
    }
    return checksum(read_bytes(path)) == expected ? std::nullopt
                                                  : std::optional<std::string>{"is damaged: its checksum differs"};
}

} // namespace steppe
