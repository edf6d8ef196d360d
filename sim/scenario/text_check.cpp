#include "scenario/text_check.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace steppe {
namespace {

bool is_control_at(std::string_view text, std::size_t position)
{
    auto const byte = static_cast<unsigned char>(text[position]);
    if (byte == 0xc2 && position + 1 < text.size()) { // U+0080 to U+009F are 0xc2 and one byte of these
        auto const next = static_cast<unsigned char>(text[position + 1]);
        return next >= 0x80 && next < 0xa0;
    }
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

/// Counts what nests, outside of texts and comments.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_{text} {}

    [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
    [[nodiscard]] std::size_t position() const { return position_; }
    [[nodiscard]] bool is_too_deep() const { return std::max(brackets_, dots_) > deepest_nesting; }

    /// Goes on by one letter, or by a whole quotation mark.
    void advance()
    {
        switch (inside_) {
        case Inside::nothing:
            advance_outside();
            break;
        case Inside::comment:
            end_with_line();
            ++position_;
            break;
        case Inside::text:
            advance_in_text();
            break;
        }
    }

private:
    enum class Inside : std::uint8_t { nothing, comment, text };

    void end_with_line()
    {
        if (text_[position_] == '\n') {
            inside_ = Inside::nothing;
            dots_ = 0;
        }
    }

    void advance_outside()
    {
        static constexpr std::array<std::string_view, 4> marks{R"(""")", "'''", "\"", "'"};
        std::string_view const rest = text_.substr(position_);
        auto const* const end = marks.data() + marks.size();
        auto const* const mark = std::find_if(marks.data(), end, [&](auto m) { return rest.starts_with(m); });
        if (mark != end) {
            inside_ = Inside::text;
            mark_ = *mark;
            position_ += mark_.size();
            return;
        }
        char const letter = text_[position_];
        inside_ = letter == '#' ? Inside::comment : Inside::nothing;
        if (letter == '[' || letter == '{') {
            ++brackets_;
        } else if (letter == ']' || letter == '}') {
            brackets_ = std::max(0, brackets_ - 1);
        }
        if (letter == '.') {
            ++dots_;
        } else if (std::string_view{"=,[]{}\n"}.find(letter) != std::string_view::npos) {
            dots_ = 0;
        }
        ++position_;
    }

    void advance_in_text()
    {
        std::string_view const rest = text_.substr(position_);
        bool const is_block = mark_.size() == 3;
        if (rest.starts_with(mark_)) {
            position_ += mark_.size();
            // A block may end in one or two quotation marks of its own.
            for (int i = 0; is_block && i < 2 && !at_end() && text_[position_] == mark_[0]; ++i) {
                ++position_;
            }
            inside_ = Inside::nothing;
            return;
        }
        if (!is_block) {
            end_with_line();
        }
        bool const is_escape = mark_[0] == '"' && rest.size() > 1 && rest[0] == '\\' && (rest[1] == '"' || rest[1] == '\\');
        position_ += is_escape ? 2 : 1;
    }

    std::string_view text_;
    std::string_view mark_; ///< what ends the text that the scanner is in
    std::size_t position_{};
    Inside inside_{Inside::nothing};
    int brackets_{};
    int dots_{};
};

SourceLocation place_of(std::string_view text, std::size_t position, std::string const& file)
{
    SourceLocation where{file, 1, 1};
    for (char const letter : text.substr(0, position)) {
        if (letter == '\n') {
            ++where.line;
            where.column = 1;
        } else if ((static_cast<unsigned char>(letter) & 0xc0U) != 0x80U) { // columns count characters, not bytes
            ++where.column;
        }
    }
    return where;
}

} // namespace

bool is_utf8(std::string_view text)
{
    constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000}; // that needs so many bytes
    for (std::size_t i = 0; i < text.size();) {
        auto const byte = static_cast<unsigned char>(text[i++]);
        std::size_t const bytes = byte < 0x80 ? 1 : byte >= 0xc0 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : 4;
        if (bytes == 1) {
            continue;
        }
        if (byte < 0xc0 || byte > 0xf7 || i + bytes - 1 > text.size()) {
            return false;
        }
        std::uint32_t letter = byte & (0x7fU >> bytes);
        for (std::size_t const end = i + bytes - 1; i < end; ++i) {
            auto const next = static_cast<unsigned char>(text[i]);
            if ((next & 0xc0U) != 0x80U) {
                return false;
            }
            letter = (letter << 6U) | (next & 0x3fU);
        }
        if (letter < least.at(bytes) || letter > 0x10ffff || (letter >= 0xd800 && letter < 0xe000)) {
            return false;
        }
    }
    return true;
}

bool has_control_character(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_control_at(text, i)) {
            return true;
        }
    }
    return false;
}

bool is_parsable(std::string_view text, std::string const& file, Diagnostics& faults)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_control_at(text, i)) {
            faults.add(place_of(text, i, file), "S101", "a control character, which a scenario has no use for");
            return false;
        }
    }
    for (Scanner scanner{text}; !scanner.at_end();) {
        std::size_t const position = scanner.position();
        scanner.advance();
        if (scanner.is_too_deep()) {
            faults.add(place_of(text, position, file), "S101",
                       "nested more than " + std::to_string(deepest_nesting) + " deep");
            return false;
        }
    }
    return true;
}

} // namespace steppe
