// SPDX-License-Identifier: Apache-2.0
//
// Optional ability of a model: between which bounds a measurement is expected.
#pragma once

#include <sinter/abi/abilities/interval.h>
#include <sinter/views.hpp>

#include <cstdint>

namespace sinter {

enum class IntervalKind : std::int32_t {
    calibrated = SINTER_INTERVAL_CALIBRATED,        ///< mu +- q sigma_obs; quick, nothing promised
    jackknife_plus = SINTER_INTERVAL_JACKKNIFE_PLUS ///< covers at least 1 - 2 alpha; n B a row
};

class Intervals {
public:
    virtual ~Intervals() = default;

    /// lower, upper: x.rows() x outputs in the label's unit; either may be not wanted. With n training
    /// materials that have the label, the bounds of a number are infinite where alpha < 1 / (n + 1): n is too
    /// small for alpha. Empty (lower above upper) is possible where alpha > 1/2 only. Of classes: NaN. Throws
    /// Error: SINTER_INVALID_ARGUMENT unless 0 < alpha < 1, SINTER_UNSUPPORTED for a kind that the model does not make.
    virtual void predict_intervals(MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                                   MatrixOut upper) const = 0;
};

} // namespace sinter
