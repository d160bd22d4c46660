// SPDX-License-Identifier: Apache-2.0
//
// Is one strategy's error smaller than another's, by folds? Folds of a study share training rows, so their
// errors are not independent and a plain t test finds differences that are not there; the interval here is
// corrected for it.
#pragma once

#include <sinter/unknown.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sinter::evaluation {

/// Ratio of two errors; NaN: not known.
struct RatioInterval {

    double ratio = unknown; ///< geometric mean over the folds
    double lower = unknown; ///< ends of the interval
    double upper = unknown;
    double p = unknown; ///< two-sided, of the ratio being 1
};

/// The corrected resampled t interval of the ratio (Nadeau and Bengio 2003, "Inference for the generalization
/// error"; for repeated k-fold, Bouckaert and Frank 2004).
///
/// d_j = log(strategy_j / baseline_j) over the J folds of all repeats, s^2 their sample variance:
/// Var(mean d) = (1/J + test_to_training) s^2, with J - 1 degrees of freedom. `test_to_training` is the
/// number of test rows over that of training rows in a full fold:
/// 1/(k - 1) for k folds, at every size of a learning curve.
///
/// An error that is not positive and finite has no logarithm: all is NaN. With one fold the ratio is given
/// and the rest is NaN. If all folds agree exactly the interval is a point, and p is 0, or 1 where the ratio is 1.
[[nodiscard]] RatioInterval corrected_resampled_ratio(std::span<const double> strategy_errors,
                                                      std::span<const double> baseline_errors,
                                                      double test_to_training, double confidence = 0.95);

/// p values adjusted for their number (Holm 1979, "A simple sequentially rejective multiple test procedure"),
/// in the order given. A NaN stays NaN and doesn't count.
[[nodiscard]] std::vector<double> holm(std::span<const double> p_values);

enum class Verdict : std::uint8_t { better, worse, undecided };

[[nodiscard]] std::string_view name_of(Verdict verdict);

/// Better or worse when the adjusted p value is below `alpha`, by the side of 1 the ratio is on; else
/// undecided, also when either is NaN. `worse` than a baseline that uses no source is called negative transfer.
[[nodiscard]] Verdict verdict(double ratio, double p_adjusted, double alpha = 0.05);

/// What an interval says about "does no harm".
enum class NonInferiority : std::uint8_t {
    shown,     ///< the whole interval is at or below the margin
    not_shown, ///< the interval reaches over the margin, or isn't known
    excluded   ///< the whole interval is above the margin: harm is shown
};

[[nodiscard]] std::string_view name_of(NonInferiority verdict); ///< "non-inferior", "not shown", "inferior"

/// By the ends of the two-sided interval: for one of 95 % this is the one-sided test at 2.5 % (the convention
/// of ICH E9, sections 3.3.2 and 5.5). `margin`: the largest ratio of errors that counts as no harm.
[[nodiscard]] NonInferiority non_inferiority(const RatioInterval& interval, double margin = 1.05);

} // namespace sinter::evaluation
