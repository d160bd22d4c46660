// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/importance/quadrature.hpp"

#include <cmath>

namespace sinter::plugins::random_forest {
namespace {

struct Legendre {
    double value;
    double slope;
};

/// P_n at x within -1 and 1, by the three-term recurrence.
Legendre legendre(Eigen::Index n, double x) {
    double before = 1;
    double value = x;
    for (Eigen::Index k = 2; k <= n; ++k) {
        const auto order = static_cast<double>(k);
        const double next = ((2 * order - 1) * x * value - (order - 1) * before) / order;
        before = value;
        value = next;
    }
    return {value, static_cast<double>(n) * (x * value - before) / (x * x - 1)};
}

} // namespace

Quadrature gauss_legendre(Eigen::Index points) {
    constexpr double pi = 3.14159265358979323846;
    constexpr int steps = 8; // of Newton's method, from a start that is good to 1/n^2
    Quadrature q{Eigen::ArrayXd(points), Eigen::ArrayXd(points)};
    for (Eigen::Index i = 0; i < points; ++i) {
        double x = std::cos(pi * (static_cast<double>(i) + 0.75) / (static_cast<double>(points) + 0.5));
        for (int step = 0; step < steps; ++step) {
            const Legendre p = legendre(points, x);
            x -= p.value / p.slope;
        }
        const double slope = legendre(points, x).slope;
        q.places(i) = (1 - x) / 2;
        q.weights(i) = 1 / ((1 - x * x) * slope * slope);
    }
    return q;
}

} // namespace sinter::plugins::random_forest
