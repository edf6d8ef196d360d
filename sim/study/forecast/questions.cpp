#include "study/forecast/questions.hpp"

#include "base/checksum.hpp"
#include "scenario/document.hpp"
#include "scenario/source_file.hpp"
#include "scenario/text_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>

namespace steppe {
namespace {

constexpr std::string_view questions_format = "steppe-questions/1";
constexpr std::string_view register_format = "steppe-forecast/1";

class QuestionReader {
public:
    QuestionReader(std::string file, Diagnostics& faults) : file_{std::move(file)}, faults_{faults} {}

    void check_format(Node const& root, std::string_view format) const
    {
        Node const* const given = root.ask(std::string{"schema"});
        if (given == nullptr || given->text() == nullptr || *given->text() != format) {
            faults_.add(given == nullptr ? SourceLocation{file_, 1, 1} : given->where(), "S113",
                        fmt::format("expected schema = \"{}\"", format));
        }
    }

    [[nodiscard]] std::string text(Node const& table, std::string const& key) const
    {
        Node const* const node = table.ask(key);
        if (node == nullptr || node->text() == nullptr || node->text()->empty()) {
            faults_.add(node == nullptr ? place_of(table) : node->where(), node == nullptr ? "P101" : "S103",
                        node == nullptr ? fmt::format("'{}' is missing", key)
                                        : fmt::format("{} must be text in quotes", key));
            return {};
        }
        return *node->text();
    }

    /// None where the key is absent.
    [[nodiscard]] std::vector<std::string> texts(Node const& table, std::string const& key) const
    {
        std::vector<std::string> found;
        for (Node const& entry : list(table, key)) {
            if (entry.text() == nullptr) {
                faults_.add(entry.where(), "S103", fmt::format("{} must be a list of texts", key));
            } else {
                found.push_back(*entry.text());
            }
        }
        return found;
    }

    [[nodiscard]] std::vector<Node> list(Node const& table, std::string const& key) const
    {
        Node const* const node = table.ask(key);
        if (node != nullptr && node->list() == nullptr) {
            faults_.add(node->where(), "S103", fmt::format("{} must be a list", key));
        }
        return node != nullptr && node->list() != nullptr ? *node->list() : std::vector<Node>{};
    }

    [[nodiscard]] std::int64_t count(Node const& table, std::string const& key) const
    {
        constexpr std::int64_t most = 100'000'000;
        Node const* const node = table.ask(key);
        if (node == nullptr || node->integer() == nullptr || *node->integer() < 1 || *node->integer() > most) {
            faults_.add(node == nullptr ? place_of(table) : node->where(), "P101",
                        fmt::format("{} must be a whole number from 1 to {}", key, most));
            return 1;
        }
        return *node->integer();
    }

    /// False where the key is absent.
    [[nodiscard]] bool yes(Node const& table, std::string const& key) const
    {
        Node const* const node = table.ask(key);
        if (node != nullptr && node->boolean() == nullptr) {
            faults_.add(node->where(), "S103", fmt::format("{} must be true or false", key));
        }
        return node != nullptr && node->boolean() != nullptr && *node->boolean();
    }

    /// What a register says of its questions: as many numbers from 0 to 1, or none.
    [[nodiscard]] std::vector<double> probabilities(Node const& table, std::size_t questions) const
    {
        std::vector<double> found;
        for (Node const& one : list(table, "probability")) {
            bool const is_one = one.is_number() && one.number() >= 0.0 && one.number() <= 1.0;
            if (!is_one) {
                faults_.add(one.where(), "P101", "a probability must be a number from 0 to 1");
            }
            found.push_back(is_one ? one.number() : 0.0);
        }
        if (!found.empty() && found.size() != questions) {
            faults_.add(place_of(table), "P101", fmt::format("{} probabilities of {} questions", found.size(), questions));
            found.clear();
        }
        return found;
    }

    [[nodiscard]] double size(Node const& table, std::string const& key) const
    {
        Node const* const node = table.ask(key);
        bool const is_one = node != nullptr && node->is_number() && node->number() >= 0.0;
        if (!is_one) {
            faults_.add(node == nullptr ? place_of(table) : node->where(), "P101",
                        fmt::format("{} must be a number that is not negative", key));
        }
        return is_one ? node->number() : 0.0;
    }

    /// A day, as text.
    [[nodiscard]] std::string day(Node const& table, std::string const& key) const
    {
        std::string given = text(table, key);
        int year = 0;
        unsigned month = 0, of_month = 0;
        char more = 0;
        bool const reads =
            given.size() == 10 && std::sscanf(given.c_str(), "%4d-%2u-%2u%c", &year, &month, &of_month, &more) == 3;
        if (!given.empty() && !(reads && std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month},
                                                                     std::chrono::day{of_month}}
                                             .ok())) {
            faults_.add(table.ask(key)->where(), "P101", fmt::format("{} = '{}' is no day, such as 2025-11-12", key, given));
        }
        return given;
    }

    [[nodiscard]] ForecastQuestions questions(Node const& root) const
    {
        ForecastQuestions asked{.title = text(root, "title"),
                                .as_of = day(root, "as_of"),
                                .scenario = text(root, "scenario"),
                                .given = texts(root, "given"),
                                .rivals = texts(root, "rivals"),
                                .replicates = count(root, "replicates"),
                                .least_effective = count(root, "least_effective"),
                                .questions = {},
                                .retrospective = yes(root, "retrospective")};
        for (Node const& one : list(root, "question")) {
            ForecastQuestion question{.id = text(one, "id"),
                                      .text = text(one, "text"),
                                      .event = text(one, "event"),
                                      .resolution = text(one, "resolution"),
                                      .where = one.where()};
            one.report_unknown("question", {}, faults_);
            refuse_twice(asked.questions, question.id, one, "question");
            asked.questions.push_back(std::move(question));
        }
        if (asked.questions.empty()) {
            faults_.add({file_, 1, 1}, "P101", "there is no [[question]]");
        }
        return asked;
    }

    template <class Named>
    void refuse_twice(std::vector<Named> const& before, std::string const& id, Node const& at, char const* what) const
    {
        if (!id.empty() && std::any_of(before.begin(), before.end(), [&](Named const& one) { return one.id == id; })) {
            faults_.add(at.where(), "P102", fmt::format("another {} is called '{}' too", what, id));
        }
    }

private:
    [[nodiscard]] SourceLocation place_of(Node const& table) const
    {
        return table.where().line > 0 ? table.where() : SourceLocation{file_, 1, 1};
    }

    std::string file_;
    Diagnostics& faults_;
};

/// Throws InputError for what is no TOML.
Node parsed(SourceText const& file, Diagnostics& faults)
{
    std::optional<Node> root;
    if (is_parsable(file.text, file.path, faults)) {
        root = parse_document(file.text, file.path, faults);
    }
    if (!root) {
        throw InputError{faults.sorted()};
    }
    return std::move(*root);
}

SourceText source_of(std::filesystem::path const& path, Diagnostics& faults)
{
    std::optional<std::string> text = read_source(path.string(), {}, faults);
    faults.throw_if_any();
    return {path.string(), std::move(*text)};
}

void check_seal(SourceText const& file)
{
    std::size_t const begin = file.text.rfind(seal_heading);
    bool const is_sealed = begin != std::string::npos;
    if (is_sealed && sealed(file.text.substr(0, begin)) == file.text) {
        return;
    }
    Diagnostics faults;
    faults.add({file.path, 0, 0}, "P103",
               is_sealed ? "was changed after it was sealed: its seal is of another text"
                         : "is not sealed: it does not end in a seal");
    throw InputError{faults.sorted()};
}

} // namespace

std::string sealed(std::string text)
{
    std::string const seal = checksum(text);
    text += seal_heading;
    return text + fmt::format("checksum = \"{}\"\n", seal);
}

ForecastQuestions read_questions(std::filesystem::path const& path)
{
    Diagnostics faults;
    SourceText const file = source_of(path, faults);
    Node const root = parsed(file, faults);
    QuestionReader const reader{file.path, faults};
    reader.check_format(root, questions_format);
    ForecastQuestions asked = reader.questions(root);
    root.report_unknown("", {}, faults);
    faults.throw_if_any();
    return asked;
}

SealedRegister read_register(std::filesystem::path const& path)
{
    Diagnostics faults;
    SealedRegister found;
    found.file = source_of(path, faults);
    check_seal(found.file);
    Node const root = parsed(found.file, faults);
    QuestionReader const reader{found.file.path, faults};
    reader.check_format(root, register_format);
    found.asked = reader.questions(root);
    found.engine_version = reader.text(root, "engine_version");
    found.git_commit = reader.text(root, "git_commit");
    for (Node const& one : reader.list(root, "reading")) {
        SealedReading reading{reader.text(one, "id"), reader.text(one, "fingerprint"), reader.size(one, "effective_size"),
                              reader.probabilities(one, found.asked.questions.size())};
        reader.refuse_twice(found.readings, reading.id, one, "reading");
        found.readings.push_back(std::move(reading));
    }
    faults.throw_if_any();
    return found;
}

} // namespace steppe
