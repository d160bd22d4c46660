// SPDX-License-Identifier: Apache-2.0
//
// sigma_obs of a model that was fitted on labels of another context, for those of the target:
//
//   sigma(x)^2 = a^2 s(x)^2 + c^2
//
// s: the model's own sigma_obs; c: how far the contexts are apart where the model is sure of itself. A factor
// alone would leave a material whose computed gap is surely zero with no error at all.
#pragma once

#include <sinter/residual_ratio.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>

namespace sinter {

struct ContextNoise {
    double scale = 1; ///< a
    double apart = 0; ///< c, in the label's unit
    double seen = 1;  ///< what s of a material that the model has seen is multiplied by first (seen_factor)

    [[nodiscard]] double sigma(double own, bool has_seen = false) const {
        return std::hypot(scale * (has_seen ? own * seen : own), apart);
    }
};

/// One material's known rows weigh one together, others nothing.
[[nodiscard]] inline Eigen::ArrayXd weights_by_material(const Residuals& rows) {
    std::map<std::uint64_t, double> counts;
    const auto is_known = [&](std::size_t i) {
        const auto at = static_cast<Index>(i);
        return std::isfinite(rows.errors[at]) && std::isfinite(rows.deviations[at]);
    };
    for (std::size_t i = 0; i < rows.materials.size(); ++i) {
        counts[rows.materials[i]] += is_known(i) ? 1 : 0;
    }
    Eigen::ArrayXd weights = Eigen::ArrayXd::Zero(rows.errors.size());
    for (std::size_t i = 0; i < rows.materials.size(); ++i) {
        weights[static_cast<Index>(i)] = is_known(i) ? 1 / counts[rows.materials[i]] : 0;
    }
    return weights;
}

/// The law of the largest likelihood if the errors were normal; c / a is found on a grid of a third of an octave.
[[nodiscard]] inline ContextNoise most_likely_noise(const Residuals& rows) {
    const Eigen::ArrayXd weights = weights_by_material(rows);
    const Eigen::ArrayXd squares = (weights > 0).select(rows.errors.square(), 0);
    const Eigen::ArrayXd variances = (weights > 0).select(rows.deviations.square(), 0);
    const double total = weights.sum();
    const double error = (weights * squares).sum() / total;
    ContextNoise best{0, std::sqrt(error), 1}; // without s
    double least = total * std::log(error);
    constexpr int steps_an_octave = 3;
    constexpr int octaves = 14; // of c / a: from 1/16,000 of the error to 16,000 times
    for (int step = -octaves * steps_an_octave; step <= octaves * steps_an_octave; ++step) {
        // a^2 s^2 + c^2 = a^2 (s^2 + q): of one q, a^2 is a mean of squares.
        const double q = error * std::exp2(2.0 * step / steps_an_octave);
        const Eigen::ArrayXd v = variances + q;
        const double a2 = (weights * squares / v).sum() / total;
        const double deviance = total * std::log(a2) + (weights * v.log()).sum();
        if (deviance < least - 1e-9 * total) {
            least = deviance;
            best = {std::sqrt(a2), std::sqrt(a2 * q), 1};
        }
    }
    return best;
}

/// `rows`: of the target, with deviations as of materials that the model has not seen (seen_factor).
///
/// Where s fits the target's errors as it is (the residual ratio, residual_ratio.hpp, is 1), it is kept. Else
/// a and c are those of the largest likelihood, times what makes the residual ratio 1, since errors have
/// tails. Where all errors are zero or no row is known, s is kept too.
[[nodiscard]] inline ContextNoise context_noise(Residuals rows) {
    const double ratio = residual_ratio(rows);
    if (std::isnan(ratio) || difference_of(ratio, 1) == 0 || (rows.errors == 0).all()) {
        return {};
    }
    const ContextNoise likely = most_likely_noise(rows);
    rows.deviations = rows.deviations.unaryExpr([&](double s) { return likely.sigma(s); });
    const double tails = calibration_factor(residual_ratio(rows), 1);
    return {likely.scale * tails, likely.apart * tails, 1};
}

/// Members that saw a row change its s: what s of such rows is to be multiplied by to be that of others.
/// `own`: the rows that the model was fitted on, over which it has calibrated s.
[[nodiscard]] inline double seen_factor(const Residuals& own) {
    return calibration_factor(residual_ratio(own), 1);
}

} // namespace sinter
