// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

/// y = intercept + slope * s.
struct Line {
    double intercept = 0;
    double slope = 1;
};

/// The line of least sum of w (y - intercept - slope s)^2, all weights positive. Where s hardly varies (or
/// there is one point) no slope can be told: then it is 1, and only the intercept is fitted. Needs one point at least.
Line fit_line(const Eigen::VectorXd& s, const Eigen::VectorXd& y, const Eigen::VectorXd& w);
