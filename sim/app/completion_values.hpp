#pragma once
/// What may follow an option or a command, as far as the declarations tell: for the completion of shells.

#include "app/command_line.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace steppe::app {

enum class ValueKind : std::uint8_t {
    none,  ///< the option is a flag
    free,  ///< any text or number
    words, ///< one of the words
    list,  ///< some of the words, separated by commas
    files,
};

struct Completion {
    ValueKind kind{ValueKind::none};
    std::vector<std::string> words{};
};

/// The values of an option: those of its placeholder (native|1), and names of arms, contrasts, incentives, measures and modes.
[[nodiscard]] Completion values_of(OptionFacts const& option);

/// The words that a command may have as an argument, and `files` where it may have a file: "seal FILE | verify FILE...".
[[nodiscard]] Completion arguments_of(Command const& command);

/// The words between any of the separators, without empty ones.
[[nodiscard]] std::vector<std::string> words_between(std::string const& text, std::string const& separators);

} // namespace steppe::app
