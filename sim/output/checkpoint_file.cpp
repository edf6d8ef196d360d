#include "output/checkpoint_file.hpp"

#include "base/checksum.hpp"
#include "base/diagnostics.hpp"
#include "output/shallow_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <system_error>

namespace steppe {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view format_name = "steppe checkpoint 1";
constexpr std::string_view first_key = "run";
constexpr std::size_t longest_key = 256;
constexpr std::uint64_t longest_content = std::uint64_t{2} << 30U;

/// What stands before each entry: the sizes of key and content, and the checksum of both, as digits.
struct EntryHead {
    static constexpr std::size_t digits = 16;
    static constexpr std::size_t checksum_digits = 32;
    static constexpr std::size_t size = 2 * digits + checksum_digits + 3;

    std::uint64_t key{};
    std::uint64_t content{};
    std::string checksum;

    [[nodiscard]] std::string text() const { return fmt::format("{:016x} {:016x} {}\n", key, content, checksum); }

    static std::optional<EntryHead> parse(std::string const& text)
    {
        EntryHead head;
        auto const number = [&](std::size_t start, std::uint64_t& value) {
            char const* const end = text.data() + start + digits;
            auto const [stop, error] = std::from_chars(text.data() + start, end, value, 16);
            return error == std::errc{} && stop == end;
        };
        bool const is_head = text.size() == size && text[digits] == ' ' && text[2 * digits + 1] == ' ' &&
                             text.back() == '\n' && number(0, head.key) && number(digits + 1, head.content) &&
                             head.key <= longest_key && head.content <= longest_content;
        if (!is_head) {
            return std::nullopt;
        }
        head.checksum = text.substr(2 * digits + 2, checksum_digits);
        return head.text() == text ? std::optional{head} : std::nullopt; // as it was written, to the letter
    }
};

std::string entry_text(std::string const& key, std::string_view content)
{
    std::string body = key;
    body += content;
    return EntryHead{key.size(), content.size(), checksum(body)}.text() + body;
}

} // namespace

fs::path checkpoint_path(fs::path const& target)
{
    fs::path path = target;
    path += ".checkpoint";
    return path;
}

CheckpointFile::CheckpointFile(fs::path path, PartStart start, Facts facts)
    : path_{std::move(path)}, facts_{std::move(facts)}
{
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(path_, ignored))) {
        take_over(start);
    }
}

void CheckpointFile::take_over(PartStart start)
{
    Diagnostics faults;
    if (start == PartStart::refuse) {
        faults.add({path_.string(), 0, 0}, "O206",
                   "an unfinished run is here; pass --resume to go on with it, or --force to begin again");
        faults.throw_if_any();
    }
    if (start == PartStart::replace) {
        remove();
        return;
    }
    file_ = std::make_unique<Descriptor>(path_, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
    if (!file_->is_open() || !file_->is_regular()) {
        fail_on("read", path_, file_->is_open() ? EINVAL : errno);
    }
    note_entries();
    std::optional<std::string> const text = find(std::string{first_key});
    json const head = text ? parse_shallow_json(*text) : json{};
    if (!head.is_object() || head.value("format", json{}) != format_name || !head.contains("facts")) {
        is_damaged_ = true;
        remove();
        return;
    }
    json const& kept = head["facts"];
    for (auto const& fact : facts_) {
        if (!kept.is_array() || std::find(kept.begin(), kept.end(), json(fact)) == kept.end()) {
            faults.add({path_.string(), 0, 0}, "O208", "cannot go on with this run: it differs in " + fact.first);
        }
    }
    if (!faults.empty() && start == PartStart::resume_or_replace) {
        remove();
        return;
    }
    faults.throw_if_any();
    found_ = entries_.size() - 1;
}

void CheckpointFile::note_entries()
{
    std::uint64_t const size = file_->size();
    while (end_ < size) {
        std::optional<EntryHead> const head = EntryHead::parse(file_->read(EntryHead::size, end_));
        std::uint64_t const body = end_ + EntryHead::size;
        if (!head || head->key + head->content > size - std::min(size, body)) {
            break;
        }
        std::string const text = file_->read(head->key + head->content, body);
        if (text.size() != head->key + head->content || checksum(text) != head->checksum) {
            break;
        }
        entries_[text.substr(0, head->key)] = {body, text.size(), head->checksum};
        end_ = body + text.size();
    }
    is_damaged_ = end_ < size;
}

std::optional<std::string> CheckpointFile::content_at(Place const& place) const
{
    std::string text = file_->read(place.size, place.start);
    return text.size() == place.size && checksum(text) == place.checksum ? std::optional{std::move(text)} : std::nullopt;
}

std::optional<std::string> CheckpointFile::find(std::string const& key) const
{
    auto const place = entries_.find(key);
    std::optional<std::string> text = place == entries_.end() ? std::nullopt : content_at(place->second);
    return text ? std::optional{text->substr(key.size())} : std::nullopt;
}

void CheckpointFile::create()
{
    file_ = std::make_unique<Descriptor>(path_, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR);
    if (!file_->is_open()) {
        fail_on("create", path_, errno);
    }
    add(std::string{first_key}, json{{"format", format_name}, {"facts", facts_}}.dump());
}

void CheckpointFile::add(std::string const& key, std::string_view content)
{
    if (!file_) {
        create();
    }
    std::string const entry = entry_text(key, content);
    if (!file_->write_at(entry, end_)) {
        fail_on("write", path_, errno);
    }
    file_->begin_writing_out();
    entries_[key] = {end_ + EntryHead::size, key.size() + content.size(),
                     entry.substr(EntryHead::size - EntryHead::checksum_digits - 1, EntryHead::checksum_digits)};
    end_ += entry.size();
}

void CheckpointFile::remove()
{
    file_.reset();
    entries_.clear();
    end_ = 0;
    std::error_code error; // also where there was none
    fs::remove(path_, error);
    if (error) {
        fail_on("remove", path_, error.value());
    }
}

} // namespace steppe
