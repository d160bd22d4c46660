// SPDX-License-Identifier: Apache-2.0
#include "line.hpp"

Line fit_line(const Eigen::VectorXd& s, const Eigen::VectorXd& y, const Eigen::VectorXd& w) {
    const double total = w.sum();
    const double mean_s = w.dot(s) / total;
    const double mean_y = w.dot(y) / total;
    const Eigen::ArrayXd from_mean = s.array() - mean_s;
    const double variance = (w.array() * from_mean.square()).sum();
    const double scale = (w.array() * s.array().square()).sum();
    Line line;
    if (variance > 1e-12 * scale) {
        line.slope = (w.array() * from_mean * (y.array() - mean_y)).sum() / variance;
    }
    line.intercept = mean_y - line.slope * mean_s;
    return line;
}
