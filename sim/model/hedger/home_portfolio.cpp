#include "model/hedger/home_portfolio.hpp"

#include <Eigen/Dense>

namespace steppe {

void pull_of_portfolio(PortfolioData const& data, std::span<double const> log_share, std::span<double> pull)
{
    using Numbers = Eigen::Map<Eigen::ArrayXd const>;
    auto const n = static_cast<Eigen::Index>(data.share.size());
    Numbers const w{data.share.data(), n};
    Numbers const s{data.risk.data(), n};
    Numbers const asymmetry{data.asymmetry.data(), n};
    Numbers const log_w{log_share.data(), n};
    // Q is a diagonal and one product s s': its product with w needs the one number s'w.
    double const exposure = s.matrix().dot(w.matrix());
    auto const variance = (1.0 - data.common_risk) * s * s * w + data.common_risk * s * exposure;
    Eigen::Map<Eigen::ArrayXd>{pull.data(), n} =
        data.risk_aversion * variance + 2.0 * data.autonomy_cost * asymmetry * w + data.diversification * log_w;
}

} // namespace steppe
