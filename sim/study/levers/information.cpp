#include "study/levers/information.hpp"

#include "study/levers/grouped_regression.hpp"
#include "study/levers/mean_effect.hpp"

#include <boost/math/distributions/fisher_f.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace steppe {
namespace {

constexpr double found_level = 0.05;
constexpr std::size_t multiplied_inputs = 6;

double gain(double mean) { return std::max(0.0, mean); }

/// Mean of what is taken where the fit says so, over draws [first, last).
double sum_of_gains(Eigen::VectorXd const& fitted, std::size_t first, std::size_t last)
{
    double sum = 0.0;
    for (std::size_t n = first; n < last; ++n) {
        sum += gain(fitted[static_cast<Eigen::Index>(n)]);
    }
    return sum;
}

Bounded bounded(double value, double reach) { return {value, {value - reach, value + reach}}; }

} // namespace

InformationStudy::InformationStudy(std::vector<DrawnInput> inputs, std::vector<double> payoffs)
    : inputs_{std::move(inputs)}, payoffs_{std::move(payoffs)}
{
    MeanEffect const mean = mean_effect(payoffs_);
    mean_ = {mean.mean, mean.interval()};
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
        DrawnInput const& input = inputs_[i];
        if (input.draws.size() != payoffs_.size() || payoffs_.size() <= 100) {
            throw std::invalid_argument{"draws of '" + input.name + "' do not fit the payoffs, or are too few"};
        }
        bases_.emplace_back(input.draws, input.in_logarithms);
        GroupedRegression const fit{columns_of(i), payoffs_};
        boost::math::fisher_f_distribution<double> const law{static_cast<double>(fit.columns()),
                                                             static_cast<double>(fit.draws() - fit.columns() - 1)};
        double const level = found_level / static_cast<double>(inputs_.size());
        found_.push_back(static_cast<char>(boost::math::cdf(boost::math::complement(law, fit.f_statistic())) < level));
        explained_.push_back(fit.explained());
    }
}

Eigen::MatrixXd InformationStudy::columns_of(std::size_t input) const
{
    SplineBasis const& basis = bases_[input];
    auto const width = static_cast<Eigen::Index>(basis.size());
    std::vector<double> const& draws = inputs_[input].draws;
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> rows(static_cast<Eigen::Index>(draws.size()),
                                                                                width);
    for (std::size_t n = 0; n < draws.size(); ++n) {
        basis.fill(draws[n], rows.row(static_cast<Eigen::Index>(n)).data());
    }
    return rows;
}

Eigen::MatrixXd InformationStudy::columns_of(std::vector<std::size_t> const& inputs) const
{
    std::vector<std::size_t> strongest = inputs;
    std::stable_sort(strongest.begin(), strongest.end(),
                     [&](std::size_t a, std::size_t b) { return explained_[a] > explained_[b]; });
    strongest.resize(std::min(strongest.size(), multiplied_inputs));
    std::vector<Eigen::MatrixXd> parts;
    Eigen::Index width = 0;
    for (std::size_t input : inputs) {
        parts.push_back(columns_of(input));
        width += parts.back().cols();
    }
    for (std::size_t i = 0; i < strongest.size(); ++i) {
        for (std::size_t j = i + 1; j < strongest.size(); ++j) {
            // Each by its first column that is not a mere constant: the last of the linear ones.
            Eigen::MatrixXd const left = columns_of(strongest[i]);
            Eigen::MatrixXd const right = columns_of(strongest[j]);
            Eigen::Index const terms = std::min<Eigen::Index>(2, left.cols());
            Eigen::Index const other = std::min<Eigen::Index>(2, right.cols());
            Eigen::MatrixXd products(left.rows(), terms * other);
            for (Eigen::Index a = 0; a < terms; ++a) {
                for (Eigen::Index b = 0; b < other; ++b) {
                    products.col(a * other + b) = left.col(a).cwiseProduct(right.col(b));
                }
            }
            width += products.cols();
            parts.push_back(std::move(products));
        }
    }
    Eigen::MatrixXd all(static_cast<Eigen::Index>(payoffs_.size()), width);
    Eigen::Index at = 0;
    for (Eigen::MatrixXd const& part : parts) {
        all.middleCols(at, part.cols()) = part;
        at += part.cols();
    }
    return all;
}

InformationValue InformationStudy::value_by(Eigen::MatrixXd const& columns) const
{
    GroupedRegression const fit{columns, payoffs_};
    std::size_t const draws = payoffs_.size();
    auto const count = static_cast<double>(draws);
    double const value = sum_of_gains(fit.fitted(), 0, draws) / count - gain(fit.mean());
    std::vector<double> without;
    std::vector<double> of_groups; // what deciding by the others' fit added to a draw of the group
    double added = 0.0;
    for (std::size_t g = 0; g < jackknife_groups; ++g) {
        Eigen::VectorXd const fitted = fit.fitted_without(g);
        std::size_t const first = fit.first_of(g);
        std::size_t const last = fit.first_of(g + 1);
        double const rest = count - static_cast<double>(last - first);
        without.push_back((sum_of_gains(fitted, 0, first) + sum_of_gains(fitted, last, draws)) / rest -
                          gain(fit.mean_without(g)));
        double of_group = 0.0;
        for (std::size_t n = first; n < last; ++n) {
            double const taken = fitted[static_cast<Eigen::Index>(n)] > 0.0 ? payoffs_[n] : 0.0;
            of_group += taken - (fit.mean_without(g) > 0.0 ? payoffs_[n] : 0.0);
        }
        added += of_group;
        of_groups.push_back(of_group);
    }
    std::vector<double> decided_without;
    for (std::size_t g = 0; g < jackknife_groups; ++g) {
        double const rest = count - static_cast<double>(fit.first_of(g + 1) - fit.first_of(g));
        decided_without.push_back((added - of_groups[g]) / rest);
    }
    InformationValue information{.value = bounded(value, jackknife_reach(without)),
                                 .decided_by_others = bounded(added / count, jackknife_reach(decided_without)),
                                 .explained = fit.explained()};
    information.value.interval.low = std::max(0.0, information.value.interval.low);
    return information;
}

InformationValue InformationStudy::value_of(std::size_t input) const
{
    InformationValue information = value_by(columns_of(input));
    information.found = found_[input] != 0;
    return information;
}

InformationValue InformationStudy::value_of(std::vector<std::size_t> const& inputs) const
{
    std::vector<std::size_t> fitted;
    std::copy_if(inputs.begin(), inputs.end(), std::back_inserter(fitted), [&](std::size_t i) { return found_[i] != 0; });
    if (fitted.empty()) {
        return {};
    }
    InformationValue information = value_by(columns_of(fitted));
    information.found = true;
    return information;
}

} // namespace steppe
