// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/distributions.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace sinter::evaluation {

double normal_density(double z) { return boost::math::pdf(boost::math::normal(), z); }

double normal_cdf(double z) { return boost::math::cdf(boost::math::normal(), z); }

double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

double quantile_of_sorted(std::span<const double> sorted, double p) {
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - std::floor(position)) * (sorted[above] - sorted[below]);
}

double student_t_cdf(double t, double degrees) {
    return boost::math::cdf(boost::math::students_t(degrees), t);
}

double student_t_quantile(double p, double degrees) {
    return boost::math::quantile(boost::math::students_t(degrees), p);
}

double student_t_two_sided_p(double t, double degrees) {
    if (std::isinf(t)) {
        return 0;
    }
    return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), std::abs(t)));
}

} // namespace sinter::evaluation
