// SPDX-License-Identifier: Apache-2.0
//
// Without a test framework: the exit status is the number of answers that are wrong.
#include "line.hpp"

#include <cmath>
#include <cstdio>

namespace {

int wrong = 0;

void expect(const char* what, double found, double expected) {
    if (!(std::abs(found - expected) < 1e-12)) {
        std::printf("%s is %.17g, expected %.17g\n", what, found, expected);
        ++wrong;
    }
}

} // namespace

int main() {
    const Eigen::Vector4d s(0, 1, 2, 3);
    const Line exact = fit_line(s, (0.7 + 1.3 * s.array()).matrix(), Eigen::Vector4d(1, 2, 3, 4));
    expect("the intercept of points on a line", exact.intercept, 0.7);
    expect("the slope of points on a line", exact.slope, 1.3);

    // By hand: means 1.5 and 2.5, sum of products 5.5, sum of squares 5.
    const Line plain = fit_line(s, Eigen::Vector4d(1, 2, 2, 5), Eigen::Vector4d::Ones());
    expect("the slope by hand", plain.slope, 1.2);
    expect("the intercept by hand", plain.intercept, 2.5 - 1.2 * 1.5);

    // A weight of two is the row twice.
    Eigen::VectorXd twice_s(5);
    Eigen::VectorXd twice_y(5);
    twice_s << 0, 1, 2, 3, 3;
    twice_y << 1, 2, 2, 5, 5;
    const Line weighted = fit_line(s, Eigen::Vector4d(1, 2, 2, 5), Eigen::Vector4d(1, 1, 1, 2));
    const Line repeated = fit_line(twice_s, twice_y, Eigen::VectorXd::Ones(5));
    expect("the slope of a weighted row", weighted.slope, repeated.slope);
    expect("the intercept of a weighted row", weighted.intercept, repeated.intercept);

    const Line flat = fit_line(Eigen::Vector2d(2, 2), Eigen::Vector2d(3, 5), Eigen::Vector2d::Ones());
    expect("the slope where the source is the same everywhere", flat.slope, 1);
    expect("the intercept there", flat.intercept, 2);
    return wrong;
}
