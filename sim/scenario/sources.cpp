#include "scenario/sources.hpp"

#include "scenario/source_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace steppe {
namespace {

constexpr std::size_t deepest_chain = 8;
constexpr std::string_view format_name = "steppe/1";

std::vector<std::string> texts_of(Node const& node)
{
    std::vector<std::string> texts;
    if (node.list() != nullptr) {
        for (Node const& entry : *node.list()) {
            if (entry.text() != nullptr) {
                texts.push_back(*entry.text());
            }
        }
    }
    return texts;
}

void check_format(Node const& root, std::string const& file, bool required, Diagnostics& faults)
{
    Node const* const format = root.ask("schema");
    if (format == nullptr) {
        if (required) {
            faults.add({file, 1, 1}, "S113", fmt::format("no format version; write schema = \"{}\" first", format_name));
        }
    } else if (format->text() == nullptr || *format->text() != format_name) {
        faults.add(format->where(), "S113",
                   fmt::format("the format is {}, and this version of steppe reads '{}'",
                               format->text() == nullptr ? "no text" : "'" + *format->text() + "'", format_name));
    }
}

/// Adds the actors that `overlay`, a document of `file`, takes off the lists of `base`.
void note_dropped(Node const& base, Node const& overlay, std::string const& file,
                  std::map<std::string, std::string>& dropped)
{
    for (IndexSet const set : listed_index_sets) {
        std::vector<std::string> const path{"actors", std::string{name_of(set)} + "s"};
        if (!base.has(path) || !overlay.has(path)) {
            continue;
        }
        std::vector<std::string> const kept = texts_of(*overlay.ask(path));
        for (std::string const& id : texts_of(*base.ask(path))) {
            if (std::find(kept.begin(), kept.end(), id) == kept.end()) {
                dropped.insert_or_assign(id, file);
            }
        }
    }
}

/// Files from the one that the user names down to the one that extends nothing.
class Chain {
public:
    explicit Chain(Diagnostics& faults) : faults_{faults} {}

    void follow(std::string const& path, SourceLocation const& asked_at)
    {
        if (has_room_for(path, asked_at)) {
            if (std::optional<std::string> text = read_source(path, asked_at, faults_)) {
                add(path, std::move(*text));
            }
        }
    }

    void add(std::string const& path, std::string text)
    {
        std::optional<Node> document = parse_document(text, path, faults_);
        if (!document) {
            return;
        }
        Node const* const base = document->ask("extends");
        std::optional<SourceLocation> const asked_at = base == nullptr ? std::nullopt : std::optional{base->where()};
        std::string const* const name = base == nullptr ? nullptr : base->text();
        std::string const next =
            name == nullptr ? "" : (std::filesystem::path{path}.parent_path() / *name).lexically_normal().string();
        check_format(*document, path, base == nullptr, faults_);
        identities_.push_back(file_identity(path));
        documents_.push_back(std::move(*document));
        files_.push_back({path, std::move(text)});
        complete_ = !asked_at;
        if (asked_at && name == nullptr) {
            faults_.add(*asked_at, "S117", "'extends' names one file, as text in quotes");
        } else if (asked_at) {
            follow(next, *asked_at);
        }
    }

    [[nodiscard]] MergedDocument merged() &&
    {
        MergedDocument result{{}, {files_.rbegin(), files_.rend()}, {}, complete_};
        if (!documents_.empty()) {
            result.root = std::move(documents_.back());
            documents_.pop_back();
        }
        for (; !documents_.empty(); documents_.pop_back()) {
            note_dropped(result.root, documents_.back(), files_[documents_.size() - 1].path, result.dropped);
            result.root.merge(std::move(documents_.back()));
        }
        for (char const* const name : {"schema", "extends"}) {
            static_cast<void>(result.root.ask(name));
        }
        return result;
    }

private:
    [[nodiscard]] bool has_room_for(std::string const& path, SourceLocation const& asked_at)
    {
        auto const found = std::find(identities_.begin(), identities_.end(), file_identity(path));
        if (found != identities_.end()) {
            std::string way;
            for (auto i = static_cast<std::size_t>(found - identities_.begin()); i < files_.size(); ++i) {
                way += files_[i].path + " -> ";
            }
            faults_.add(asked_at, "S117", "files extend each other in a circle: " + way + path);
            return false;
        }
        if (documents_.size() == deepest_chain) {
            faults_.add(asked_at, "S117", fmt::format("more than {} files extend one another", deepest_chain));
            return false;
        }
        return true;
    }

    Diagnostics& faults_;
    std::vector<std::string> identities_;
    std::vector<Node> documents_; ///< the user's first
    std::vector<SourceText> files_;
    bool complete_{};
};

} // namespace

MergedDocument read_sources(std::string const& path, Diagnostics& faults)
{
    Chain chain{faults};
    chain.follow(path, {});
    return std::move(chain).merged();
}

MergedDocument merge_sources(std::string const& path, std::string text, Diagnostics& faults)
{
    Chain chain{faults};
    chain.add(path, std::move(text));
    return std::move(chain).merged();
}

} // namespace steppe
