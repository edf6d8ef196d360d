#pragma once
/// What it would be worth to know an input before deciding, and how far belief about it must shift to turn a sign (docs/model.md 9.8), from
/// draws of all inputs with one payoff each.

#include "scenario/schema.hpp"
#include "study/levers/spline_basis.hpp"

#include <Eigen/Dense>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace steppe {

/// A number with its 90 % interval.
struct Bounded {
    double value{};
    Interval interval;
};

/// What one input was drawn as.
struct DrawnInput {
    std::string name;
    std::vector<double> draws;
    bool in_logarithms{};
    std::vector<double> candidates; ///< values that belief may move to, beside those that were drawn: ends of its range
};

/// Of an input, or of several together.
struct InformationValue {
    /// Expected value of partial perfect information, in the unit of the payoff: E max(0, E[payoff | input]) - max(0, E[payoff]), for who may take
    /// the payoff or leave it. With the fit of all draws it is a little too large.
    Bounded value;
    /// The same where each group of draws is decided on by the fit of the others, and paid what it got: too small rather than too large, and
    /// below 0 where the fit is noise.
    Bounded decided_by_others;
    double explained{}; ///< share of the payoff's variance that the fit explains, adjusted
    bool found{};       ///< whether the fit explains more than chance would (F test; see `find_inputs`)
};

/// Least shift of belief about one input after which the mean payoff has the other sign.
struct BeliefShift {
    /// Share of belief that must move to `towards`, all else as in the prior. Nothing where even all of it would not do.
    std::optional<Bounded> share;
    double towards{}; ///< the value at which the mean payoff has most of the other sign
    /// Least Kullback-Leibler divergence, in nats, of a belief under which the mean payoff is 0; nothing where there is none among draws.
    std::optional<Bounded> divergence;
    double prior_mean{};                ///< of the input
    std::optional<Bounded> tilted_mean; ///< under that belief
};

/// Conditional means of a payoff by regression (Strong, Oakley & Brennan 2014, Med. Decis. Making 34, 311-326): splines of each input, for
/// several inputs the sum of them and the products of the six strongest. Neglects: other interactions between the inputs of a group.
class InformationStudy {
public:
    /// `inputs` have as many draws as there are payoffs, more than 100, and at least two values each.
    InformationStudy(std::vector<DrawnInput> inputs, std::vector<double> payoffs);

    [[nodiscard]] std::size_t size() const { return inputs_.size(); }
    [[nodiscard]] DrawnInput const& input(std::size_t position) const { return inputs_[position]; }
    [[nodiscard]] Bounded mean_payoff() const { return mean_; }

    /// Of one input.
    [[nodiscard]] InformationValue value_of(std::size_t input) const;
    [[nodiscard]] BeliefShift shift_of(std::size_t input) const;
    /// Of several, of which those are fitted that were found by themselves: by an F test at 5 % over the number of all inputs (Bonferroni).
    [[nodiscard]] InformationValue value_of(std::vector<std::size_t> const& inputs) const;
    /// Whether an input was found by itself.
    [[nodiscard]] bool is_found(std::size_t input) const { return found_[input]; }

private:
    [[nodiscard]] Eigen::MatrixXd columns_of(std::size_t input) const;
    [[nodiscard]] Eigen::MatrixXd columns_of(std::vector<std::size_t> const& inputs) const;
    [[nodiscard]] InformationValue value_by(Eigen::MatrixXd const& columns) const;

    std::vector<DrawnInput> inputs_;
    std::vector<double> payoffs_;
    std::vector<SplineBasis> bases_;
    std::vector<char> found_;
    std::vector<double> explained_;
    Bounded mean_;
};

} // namespace steppe
