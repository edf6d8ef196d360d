#pragma once
/// Faults of user input: each with its place, a stable code and, where one can be given, a suggestion. All faults of an
/// input are collected before anything is reported.

#include <compare>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace steppe {

/// A place in an input file; line and column count from 1, 0 means "the file as a whole".
struct SourceLocation {
    std::string file;
    int line{};
    int column{};

    friend auto operator<=>(SourceLocation const&, SourceLocation const&) = default;
};

struct Diagnostic {
    SourceLocation where;
    std::string message;
    std::string suggestion; ///< a close known name, or empty
    std::string code;       ///< "S104"; docs/scenario.md explains each

    /// `file:line:col: message; did you mean 'suggestion'? [code]`
    [[nodiscard]] std::string text() const;
};

/// Collects faults; order of report is by file, line, column.
class Diagnostics {
public:
    void add(SourceLocation where, std::string_view code, std::string message, std::string suggestion = {});
    [[nodiscard]] bool empty() const { return faults_.empty(); }
    [[nodiscard]] std::span<Diagnostic const> faults() const { return faults_; }
    [[nodiscard]] std::vector<Diagnostic> sorted() const;
    /// Throws InputError holding every fault, if there is any.
    void throw_if_any() const;

private:
    std::vector<Diagnostic> faults_;
};

/// The user's input is at fault: exit 2, nothing written.
class InputError : public std::runtime_error {
public:
    explicit InputError(std::vector<Diagnostic> faults);
    [[nodiscard]] std::span<Diagnostic const> faults() const { return faults_; }

private:
    std::vector<Diagnostic> faults_;
};

/// The environment failed (disk, file, cluster): the message names operation and path; exit 3.
class EnvironmentError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The known name nearest to `name` (optimal string alignment distance, at most a third of its length), or empty.
[[nodiscard]] std::string closest_name(std::string_view name, std::span<std::string const> known);

} // namespace steppe
