#include "study/audit/verdict.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace steppe {
AuditRule make_audit_rule(std::size_t looks, std::int64_t pairs)
{
    AuditRule rule;
    if (looks > 0 && pairs > 1) {
        boost::math::students_t_distribution<double> const law{static_cast<double>(pairs - 1)};
        double const tail = audit_false_alarm / (2.0 * 2.0 * static_cast<double>(looks));
        rule.errors = std::max(rule.errors, boost::math::quantile(boost::math::complement(law, tail)));
    }
    return rule;
}

double AuditChange::errors() const
{
    if (change == 0.0) {
        return 0.0;
    }
    return standard_error > 0.0 ? std::abs(change) / standard_error : std::numeric_limits<double>::infinity();
}

double AuditChange::size() const { return change == 0.0 ? 0.0 : std::abs(change) / scale; }

AuditChange audit_change(RunningMoments const& base, RunningMoments const& difference)
{
    AuditChange change{.base = base.mean(), .change = difference.mean(), .standard_error = 0.0, .scale = 0.0};
    if (difference.count() > 1) {
        change.standard_error = std::sqrt(difference.variance() / static_cast<double>(difference.count()));
    }
    double const deviation = std::sqrt(base.variance());
    if (deviation > nearly_constant * std::abs(change.base)) {
        change.scale = deviation;
    } else {
        change.scale = change.base != 0.0 ? std::abs(change.base) : std::abs(change.change);
    }
    return change;
}

bool moves(AuditChange const& change, AuditRule const& rule) { return nearness(change, rule) >= 1.0; }

double nearness(AuditChange const& change, AuditRule const& rule)
{
    return std::min(change.errors() / rule.errors, change.size() / rule.deviations);
}

} // namespace steppe
