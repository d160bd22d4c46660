// SPDX-License-Identifier: Apache-2.0
//
// What the checks ask of matrices of numbers. Each throws Failed with the place of the first difference.
#pragma once

#include <sinter/testkit/check.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>

namespace sinter::testkit {

[[nodiscard]] inline std::string shown(double value) {
    std::ostringstream text;
    text.precision(17);
    text << value;
    return text.str();
}
[[nodiscard]] inline std::string place_of(Index row, Index column) {
    return "row " + std::to_string(row) + ", column " + std::to_string(column);
}

inline void expect_finite(const RowMatrix& m, const std::string& what) {
    for (Index i = 0; i < m.rows(); ++i) {
        for (Index j = 0; j < m.cols(); ++j) {
            if (!std::isfinite(m(i, j))) {
                fail(what + " is " + shown(m(i, j)) + " at " + place_of(i, j),
                     "predict a finite number, or refuse the fit with an Error that says why");
            }
        }
    }
}

/// Rounding: what another order of the same sums may change.
inline constexpr double rounding = 1e-9;
inline constexpr double exactly = 0;

/// `tolerance`: of the difference, as a share of the largest finite value in `a`. NaN equals NaN.
inline void expect_same(const RowMatrix& a, const RowMatrix& b, double tolerance, const std::string& found,
                        const std::string& remedy) {
    double scale = 0;
    for (Index k = 0; k < a.size(); ++k) {
        scale = std::isfinite(a.data()[k]) ? std::max(scale, std::abs(a.data()[k])) : scale;
    }
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
        fail(found + ": another shape", remedy);
    }
    for (Index i = 0; i < a.rows(); ++i) {
        for (Index j = 0; j < a.cols(); ++j) {
            const bool both_missing = std::isnan(a(i, j)) && std::isnan(b(i, j));
            const bool same = a(i, j) == b(i, j) || std::abs(a(i, j) - b(i, j)) <= tolerance * scale;
            if (!both_missing && !same) {
                fail(found + ": " + shown(a(i, j)) + " and " + shown(b(i, j)) + " at " + place_of(i, j),
                     remedy);
            }
        }
    }
}

/// Columns first .. first + classes - 1 are the probabilities of classes.
inline void expect_probabilities(const RowMatrix& m, Index first, Index classes, const std::string& what) {
    for (Index i = 0; i < m.rows(); ++i) {
        double sum = 0;
        for (Index j = first; j < first + classes; ++j) {
            if (!(m(i, j) >= 0 && m(i, j) <= 1 + rounding)) {
                fail(what + " gives the probability " + shown(m(i, j)) + " at " + place_of(i, j),
                     "predict one probability a class, each from 0 to 1");
            }
            sum += m(i, j);
        }
        if (std::abs(sum - 1) > 1e-6) {
            fail(what + " gives probabilities that sum to " + shown(sum) + " in row " + std::to_string(i),
                 "make the probabilities of one label's classes sum to 1");
        }
    }
}

} // namespace sinter::testkit
