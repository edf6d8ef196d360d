#include "output/shallow_json.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace steppe {
namespace {

constexpr int deepest = 8;
constexpr std::uint64_t until_break = std::numeric_limits<std::uint64_t>::max();

/// The head of a CBOR item: its kind, and its number or length (RFC 8949, section 3).
struct Head {
    unsigned major{};
    std::uint64_t value{};
    bool is_break{};
};

std::optional<Head> next_head(std::string_view& bytes)
{
    if (bytes.empty()) {
        return std::nullopt;
    }
    auto const first = static_cast<std::uint8_t>(bytes.front());
    bytes.remove_prefix(1);
    unsigned const major = first >> 5U;
    unsigned const info = first & 31U;
    if (info < 24U) {
        return Head{major, info, false};
    }
    if (info == 31U) {
        return Head{major, until_break, major == 7U};
    }
    std::size_t const length = std::size_t{1} << (info - 24U);
    if (info > 27U || bytes.size() < length) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
        value = value << 8U | static_cast<std::uint8_t>(bytes[i]);
    }
    bytes.remove_prefix(length);
    return Head{major, value, false};
}

} // namespace

nlohmann::json parse_shallow_json(std::string_view text)
{
    auto const keep = [](int depth, nlohmann::json::parse_event_t /*event*/, nlohmann::json& /*parsed*/) {
        return depth <= deepest;
    };
    return nlohmann::json::parse(text, keep, false);
}

bool is_shallow_cbor(std::string_view bytes)
{
    std::vector<std::uint64_t> open; // items that are still to come in each container
    do {
        std::optional<Head> const head = next_head(bytes);
        if (!head) {
            return true; // ends early: the parser says so
        }
        if (head->is_break) {
            if (open.empty() || open.back() != until_break) {
                return true;
            }
            open.pop_back();
        } else if (head->major == 2U || head->major == 3U) { // bytes, text
            if (head->value == until_break) {
                open.push_back(until_break);
            } else if (head->value > bytes.size()) {
                return true;
            } else {
                bytes.remove_prefix(head->value);
            }
        } else if (head->major == 4U || head->major == 5U) { // array, map
            bool const counted = head->value != until_break && head->major == 5U;
            if (counted && head->value > until_break / 2 - 1) {
                return true;
            }
            open.push_back(counted ? head->value * 2 : head->value);
            if (open.size() > static_cast<std::size_t>(deepest)) {
                return false;
            }
            if (open.back() != 0) {
                continue;
            }
            open.pop_back();
        } else if (head->major == 6U) { // a tag: the item itself follows
            continue;
        }
        while (!open.empty() && open.back() != until_break && --open.back() == 0) {
            open.pop_back();
        }
    } while (!open.empty());
    return true;
}

} // namespace steppe
