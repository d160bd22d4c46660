// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/student_t.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace sinter::evaluation {

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
