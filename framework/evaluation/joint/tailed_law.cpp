// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/joint/tailed_law.hpp"

#include "framework/evaluation/statistics/distributions.hpp"

#include <sinter/rounding.hpp>

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace sinter::evaluation {
namespace {

constexpr double one_sigma = 0.6826894921370859; ///< of a normal law within one standard deviation

double quantile(double level, double degrees) {
    const double p = (1 + level) / 2;
    return std::isinf(degrees) ? normal_quantile(p) : student_t_quantile(p, degrees);
}

/// The size that holds one_sigma of the residuals.
double middle_size(const Eigen::Ref<const Eigen::VectorXd>& residuals) {
    std::vector<double> sizes;
    for (const double residual : residuals) {
        sizes.push_back(std::abs(residual));
    }
    const auto place = static_cast<std::ptrdiff_t>(one_sigma * static_cast<double>(sizes.size()));
    std::nth_element(sizes.begin(), sizes.begin() + place, sizes.end());
    return sizes[static_cast<std::size_t>(place)];
}

} // namespace

double student_scale(double degrees) { return std::isinf(degrees) ? 1 : 1 / quantile(one_sigma, degrees); }

double student_half_width(double level, double degrees) {
    return quantile(level, degrees) * student_scale(degrees);
}

double student_negative_log_likelihood(double error, double sigma, double degrees) {
    const double scale = sigma * student_scale(degrees);
    const double z = error / scale;
    if (std::isinf(degrees)) {
        return std::log(scale) + (z * z + std::log(2 * std::numbers::pi)) / 2;
    }
    return std::log(scale) + std::lgamma(degrees / 2) - std::lgamma((degrees + 1) / 2) +
           (std::log(degrees * std::numbers::pi) + (degrees + 1) * std::log1p(z * z / degrees)) / 2;
}

double student_stretch(double z, double degrees) {
    if (std::isinf(degrees)) {
        return 1;
    }
    const double p = std::clamp(normal_cdf(z), 1e-15, 1 - 1e-15);
    return std::sqrt(degrees / boost::math::quantile(boost::math::chi_squared(degrees), p));
}

double tail_degrees(const Eigen::Ref<const Eigen::MatrixXd>& residuals) {
    if (residuals.rows() < fewest_cases) {
        return normal_tails;
    }
    double best = normal_tails;
    double least = std::numeric_limits<double>::infinity();
    for (const double degrees : {normal_tails, 30.0, 15.0, 10.0, 7.0, 5.0, 4.0, 3.0}) {
        double sum = 0;
        for (Eigen::Index label = 0; label < residuals.cols(); ++label) {
            const double unit = beyond_rounding(middle_size(residuals.col(label)),
                                                residuals.col(label).cwiseAbs().maxCoeff());
            for (Eigen::Index i = 0; unit > 0 && i < residuals.rows(); ++i) {
                sum += student_negative_log_likelihood(residuals(i, label), unit, degrees);
            }
        }
        if (sum < least) {
            least = sum;
            best = degrees;
        }
    }
    return best;
}

} // namespace sinter::evaluation
