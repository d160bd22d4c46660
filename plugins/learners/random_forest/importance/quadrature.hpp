// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace sinter::plugins::random_forest {

/// Gauss-Legendre on 0..1: sum(weights * f(places)) is the integral of a polynomial f of degree
/// 2 x points - 1 or less.
struct Quadrature {
    Eigen::ArrayXd places;
    Eigen::ArrayXd weights;
};

/// Requires points > 0.
[[nodiscard]] Quadrature gauss_legendre(Eigen::Index points);

} // namespace sinter::plugins::random_forest
