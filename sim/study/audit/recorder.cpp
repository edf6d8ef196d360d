#include "study/audit/recorder.hpp"

#include "study/audit/design.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace steppe {

void AuditRecorder::begin(RunLayout const& layout)
{
    layout_ = layout;
    std::size_t const variants = static_cast<std::size_t>(layout.points) - 1;
    of_base_.resize(static_cast<std::size_t>(layout.replicates) * width());
    base_.resize(width());
    differences_.resize(variants * width());
    differs_.resize(variants * width());
}

InOrder AuditRecorder::prepare(ResultBlock const& block)
{
    auto const jobs = static_cast<std::size_t>(block.range.jobs_per_arm());
    std::size_t const outcomes = layout_.outcomes.size();
    auto values = std::make_shared<std::vector<double>>(jobs * width());
    for (std::size_t job = 0; job < jobs; ++job) {
        for (std::size_t o = 0; o < outcomes; ++o) {
            std::array<double, audit_arms.size()> of_arm{};
            for (std::size_t arm = 0; arm < of_arm.size(); ++arm) {
                of_arm[arm] = block.outcomes[(arm * jobs + job) * outcomes + o];
            }
            fill_worlds(of_arm.data(), values->data() + job * width() + o * audit_worlds);
        }
    }
    return [this, values, range = block.range, failures = block.failures] {
        failures_.insert(failures_.end(), failures.begin(), failures.end());
        for (int job = 0; job < range.jobs_per_arm(); ++job) {
            auto const point = static_cast<std::size_t>(range.first_point + job / range.replicates);
            auto const replicate = static_cast<std::size_t>(range.first_replicate + job % range.replicates);
            add(point, replicate, values->data() + static_cast<std::size_t>(job) * width());
        }
    };
}

void AuditRecorder::add(std::size_t point, std::size_t replicate, double const* values)
{
    double* const of_base = of_base_.data() + replicate * width();
    if (point == 0) {
        std::copy_n(values, width(), of_base);
    }
    for (std::size_t cell = 0; cell < width(); ++cell) {
        double const value = values[cell];
        if (point == 0) {
            if (!std::isnan(value)) {
                base_[cell].add(value);
            }
            continue;
        }
        double const difference = value - of_base[cell];
        if (!std::isnan(difference)) {
            std::size_t const at = (point - 1) * width() + cell;
            differences_[at].add(difference);
            differs_[at] = static_cast<char>(differs_[at] != 0 || difference != 0.0);
        }
    }
}

RunningMoments const& AuditRecorder::base(std::size_t outcome, std::size_t world) const
{
    return base_[outcome * audit_worlds + world];
}

RunningMoments const& AuditRecorder::difference(std::size_t point, std::size_t outcome, std::size_t world) const
{
    return differences_[(point - 1) * width() + outcome * audit_worlds + world];
}

bool AuditRecorder::differs(std::size_t point, std::size_t outcome, std::size_t world) const
{
    return differs_[(point - 1) * width() + outcome * audit_worlds + world] != 0;
}

} // namespace steppe
