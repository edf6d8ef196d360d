#include "output/part_manifest.hpp"

#include "base/checksum.hpp"
#include "output/descriptor.hpp"
#include "output/pending_file.hpp"
#include "output/shallow_json.hpp"
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

/// Whether a name from a file is more than the name of something in the same place.
bool leads_elsewhere(std::string const& name)
{
    return name.empty() || name.find('/') != std::string::npos || name.front() == '.' ||
           name.find('\0') != std::string::npos;
}

/// A line of a manifest, with its checksum.
std::string line_of(json const& entry) { return json{{"entry", entry}, {"xxh3_128", checksum(entry.dump())}}.dump() + "\n"; }

/// What `line_of` made the line from; null for a line that is not as it was written.
json entry_of(std::string const& line)
{
    json content = parse_shallow_json(line);
    bool const whole = content.is_object() && content.contains("entry") && // its texts are UTF-8, or it did not parse
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
        Manifest manifest{.part = {line.at("part"), line.at("of")},
                          .study = {line.at("study").get<decltype(StudyFacts::facts)>(),
                                    line.at("variables").get<std::vector<std::string>>(), line.at("blocks")},
                          .head_checksum = line.at("head_xxh3_128"),
                          .shards = {}};
        bool const is_possible =
            manifest.part.is_possible() && manifest.study.blocks >= 0 &&
            std::none_of(manifest.study.variables.begin(), manifest.study.variables.end(), leads_elsewhere);
        return is_possible ? std::optional{std::move(manifest)} : std::nullopt;
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

/// A shard lies in the folder of its manifest and holds blocks of its study, or its line does not count.
std::optional<ShardEntry> shard_of(json const& line, Manifest const& manifest)
{
    try {
        ShardEntry shard{line.at("shard"), line.at("first_block"), line.at("blocks"), line.at("xxh3_128")};
        bool const is_possible = !leads_elsewhere(shard.file) && shard.first_block >= 0 && shard.blocks >= 1 &&
                                 shard.first_block <= manifest.study.blocks &&
                                 shard.blocks <= manifest.study.blocks - shard.first_block;
        return is_possible ? std::optional{std::move(shard)} : std::nullopt;
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

} // namespace

bool Part::is_possible() const { return number >= 1 && number <= of; }

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
    bool const is_named = std::sscanf(path.filename().c_str(), "part-%9d-of-%9d", &part.number, &part.of) == 2;
    return is_named && part.is_possible() ? std::optional{part} : std::nullopt;
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
        if (std::optional<ShardEntry> const shard = shard_of(entry_of(line), *manifest)) {
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
    std::error_code error; // a link is none of ours, wherever it leads
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error))) {
        return "is missing";
    }
    return file_checksum(path) == expected ? std::nullopt : std::optional<std::string>{"is damaged: its checksum differs"};
}

} // namespace steppe
