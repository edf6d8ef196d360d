// Reads conditions of a command line: words, then what they name.
#include "scenario/csv_line.hpp"
#include "study/condition/evidence_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace steppe {
namespace {

constexpr std::string_view expected =
    "expected 'joined[ACTOR] @ MONTH', or 'MEASURE[ACTORS] @ MONTH' and one of '< V', '<= V', "
    "'> V', '>= V', '= V', '= V +- ERROR', 'in [LOW, HIGH]'";

/// What a word may hold besides letters and digits: of names "_", of dates and numbers "-", "+" and ".".
bool is_of_word(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == '+';
}

/// The words and marks of a condition, one after the other.
class Words {
public:
    explicit Words(std::string_view text) : text_{text} { skip_blanks(); }

    [[nodiscard]] bool at_end() const { return text_.size() == next_; }
    [[nodiscard]] std::string_view rest() const { return text_.substr(next_); }

    /// Takes a mark if it is next.
    bool take(std::string_view mark)
    {
        if (!rest().starts_with(mark)) {
            return false;
        }
        next_ += mark.size();
        skip_blanks();
        return true;
    }
    /// Takes a word if it is next, as a whole.
    bool take_word(std::string_view word)
    {
        if (peek() != word) {
            return false;
        }
        next();
        return true;
    }
    /// The next word; empty where none is.
    std::string_view next()
    {
        std::string_view const word = peek();
        next_ += word.size();
        skip_blanks();
        return word;
    }

private:
    [[nodiscard]] std::string_view peek() const
    {
        std::string_view const from = rest();
        auto const end = std::find_if_not(from.begin(), from.end(), is_of_word);
        return from.substr(0, static_cast<std::size_t>(end - from.begin()));
    }
    void skip_blanks()
    {
        while (next_ < text_.size() && (text_[next_] == ' ' || text_[next_] == '\t')) {
            ++next_;
        }
    }

    std::string_view text_;
    std::size_t next_{};
};

class ConditionReader {
public:
    ConditionReader(std::string const& text, std::string const& option, EvidenceScope const& scope, Diagnostics& faults)
        : text_{text},
          where_{fmt::format("{} '{}'", option, text), 0, 0},
          faults_{faults},
          names_{scope, [this](std::string_view part, std::string_view code, std::string message,
                               std::string suggestion) { fault(part, code, std::move(message), std::move(suggestion)); }},
          words_{text_}
    {
    }

    Condition read()
    {
        Condition condition{.text = text_};
        condition.negated = words_.take_word("not");
        std::string_view const name = words_.next();
        std::vector<std::string_view> const actors = read_actors();
        if (broken_) {
            return condition;
        }
        if (name == "joined") {
            read_joining(actors, condition);
        } else if (name.empty()) {
            break_off();
        } else {
            read_reading(name, actors, condition);
        }
        if (!broken_ && !words_.at_end()) {
            break_off();
        }
        return condition;
    }

private:
    void fault(std::string_view part, std::string_view code, std::string message, std::string suggestion)
    {
        auto const column = part.data() == nullptr ? text_.size() : static_cast<std::size_t>(part.data() - text_.data());
        faults_.add(where_, code, fmt::format("column {}: {}", column + 1, message), std::move(suggestion));
    }

    /// What follows cannot be read.
    void break_off()
    {
        if (!broken_) {
            fault(words_.rest(), "E101",
                  words_.at_end() ? fmt::format("ends too early; {}", expected)
                                  : fmt::format("cannot read '{}'; {}", words_.rest(), expected),
                  {});
        }
        broken_ = true;
    }

    std::string_view word()
    {
        std::string_view const next = words_.next();
        if (next.empty()) {
            break_off();
        }
        return next;
    }

    void mark(std::string_view one)
    {
        if (!broken_ && !words_.take(one)) {
            break_off();
        }
    }

    std::vector<std::string_view> read_actors()
    {
        std::vector<std::string_view> actors;
        if (!words_.take("[")) {
            return actors;
        }
        do {
            actors.push_back(word());
        } while (!broken_ && words_.take(","));
        mark("]");
        return actors;
    }

    int month()
    {
        std::string_view const text = word();
        return broken_ ? 0 : names_.month(text);
    }

    double number()
    {
        std::string_view const text = word();
        return broken_ ? 0.0 : names_.number(text);
    }

    void read_joining(std::vector<std::string_view> const& actors, Condition& condition)
    {
        std::string_view const part = words_.rest();
        bool const in_month = words_.take("@");
        bool const before = !in_month && words_.take_word("before");
        if (!in_month && !before && !words_.take_word("by")) {
            break_off();
            return;
        }
        int const last = month() - (before ? 1 : 0);
        MeasureDeclaration const* const measure = names_.measure("has_joined");
        if (broken_ || measure == nullptr) {
            return;
        }
        std::size_t const hedger = names_.element(*measure, actors, part);
        if (last < 0) { // nobody joins before the run: certainly not
            if (!condition.negated) {
                fault(part, "E104", "nobody joins before the run begins", {});
            }
            condition.negated = false;
            return;
        }
        Reading const joined{"has_joined", hedger, last};
        condition.comparisons.push_back({.reading = joined, .low = 0.5});
        if (in_month && last > 0) {
            condition.comparisons.push_back({.reading = {"has_joined", hedger, last - 1}, .high = 0.5});
        }
        if (!condition.negated) {
            condition.joining = JoiningPeriod{hedger, in_month ? last : 0, last};
        }
    }

    void read_reading(std::string_view name, std::vector<std::string_view> const& actors, Condition& condition)
    {
        mark("@");
        int const when = month();
        MeasureDeclaration const* const measure = names_.measure(name);
        Reading reading{std::string{name}, measure == nullptr ? 0 : names_.element(*measure, actors, name), when};
        std::string_view const part = words_.rest();
        if (!broken_) {
            read_comparison(std::move(reading), condition);
        }
        if (broken_ || measure == nullptr) {
            return;
        }
        if (condition.noisy && condition.negated) {
            fault(part, "E106", "a reading with an error is not certain, so nothing is its contrary", {});
        }
        for (Comparison const& comparison : condition.comparisons) {
            names_.check_within_bounds(*measure, comparison.low, comparison.high, part);
        }
    }

    void read_comparison(Reading reading, Condition& condition)
    {
        Comparison comparison{.reading = std::move(reading)};
        std::string_view const part = words_.rest();
        if (words_.take_word("in")) {
            mark("[");
            comparison.low = number();
            mark(",");
            comparison.high = number();
            mark("]");
            if (!broken_ && comparison.low > comparison.high) {
                fault(part, "E105", fmt::format("the interval [{}, {}] is empty", comparison.low, comparison.high), {});
            }
        } else if (words_.take("<=")) {
            comparison.high = number();
        } else if (words_.take(">=")) {
            comparison.low = number();
        } else if (words_.take("<")) {
            comparison.high = number();
            comparison.with_high = false;
        } else if (words_.take(">")) {
            comparison.low = number();
            comparison.with_low = false;
        } else if (words_.take("=")) {
            read_equality(comparison, condition);
        } else {
            break_off();
        }
        if (!condition.noisy) {
            condition.comparisons.push_back(std::move(comparison));
        }
    }

    void read_equality(Comparison& comparison, Condition& condition)
    {
        double const value = number();
        if (words_.take_word("+-")) {
            std::string_view const part = words_.rest();
            double const error = number();
            if (!broken_ && error <= 0.0) {
                fault(part, "E105", fmt::format("an error of {} is none: it must be above 0", error), {});
            }
            condition.noisy = NoisyReading{comparison.reading, value, error};
            return;
        }
        // As a series holds it.
        comparison.low = comparison.high = static_cast<double>(static_cast<float>(value));
    }

    std::string const& text_;
    SourceLocation where_;
    Diagnostics& faults_;
    EvidenceNames names_;
    Words words_;
    bool broken_{};
};

} // namespace

std::vector<Condition> read_conditions(std::vector<std::string> const& texts, std::string const& option,
                                       EvidenceScope const& scope, Diagnostics& faults)
{
    std::vector<Condition> conditions;
    conditions.reserve(texts.size());
    for (std::string const& text : texts) {
        conditions.push_back(ConditionReader{text, option, scope, faults}.read());
    }
    return conditions;
}

} // namespace steppe
