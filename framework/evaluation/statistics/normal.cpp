// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/normal.hpp"

#include <boost/math/distributions/normal.hpp>

namespace sinter::evaluation {

double normal_density(double z) { return boost::math::pdf(boost::math::normal(), z); }

double normal_cdf(double z) { return boost::math::cdf(boost::math::normal(), z); }

double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

} // namespace sinter::evaluation
