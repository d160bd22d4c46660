// SPDX-License-Identifier: Apache-2.0
//
// How many labels a strategy saves: with how many labels would the baseline have been as good?
#pragma once

#include "framework/evaluation/comparison/group_bootstrap.hpp"

#include <sinter/random.hpp>
#include <sinter/unknown.hpp>
#include <sinter/views.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace sinter::evaluation {

/// Where on the baseline's curve an error is reached.
enum class Reach : std::uint8_t {
    within, ///< between the smallest and the largest size: the value is the factor
    beyond, ///< not even at the largest size: the factor is more than the value
    below   ///< already at the smallest size: the factor is less than the value
};

[[nodiscard]] std::string_view sign_of(Reach reach); ///< what to write before the value: "", "> ", "< "

/// A factor n'/n, or a bound of it.
struct SavedFactor {
    double value = std::numeric_limits<double>::quiet_NaN();
    Reach reach = Reach::within;
};

/// Losses at every size of a learning curve. The matrices are groups x sizes: the mean loss of the group's
/// test rows, averaged over the repeats, in the unit of the error to compare (absolute errors for the MAE).
struct LearningCurveLosses {
    std::vector<double> sizes; ///< training labels, positive, ascending without repeats
    RowMatrix baseline;
    RowMatrix strategy;
    std::vector<double> rows; ///< test rows of each group: its weight; none: all 1
};

/// For one size n of the strategy.
struct LabelsSaved {

    double size = unknown;           ///< n
    double strategy_error = unknown; ///< mean loss of the strategy at n
    double baseline_error = unknown; ///< of the baseline at n, as it is
    SavedFactor factor;              ///< n'/n: above 1 the strategy saves labels
    SavedFactor lower;               ///< ends of the bootstrap interval; NaN with fewer than two groups
    SavedFactor upper;
    double share_beyond = unknown; ///< of the resamples whose n' lies beyond the largest size
    double share_below = unknown;  ///< and below the smallest
};

/// The smallest n' at which a curve reaches `error`, over `n`. `sizes` as above; `curve` holds errors that
/// never rise (isotonic.hpp); between two sizes it is linear in log n.
[[nodiscard]] SavedFactor factor_at(std::span<const double> sizes, std::span<const double> curve,
                                    double error, double n);

/// One entry per size. The baseline's mean losses are made isotonic (never rising with n, sizes weighted
/// equally); n' is where they reach the strategy's mean loss at n, which is taken as it is.
///
/// Bootstrap over groups: each resample draws as many groups as there are, the same ones for both and for all
/// sizes, and repeats the whole calculation. The ends are percentiles without interpolation (the inverse of
/// the distribution of the resamples, in which `below` is smaller and `beyond` larger than all else), so that
/// an end is itself a bound where the resamples are.
///
/// Groups with a loss that isn't finite are left out. The order of the groups matters to the draws: sort
/// them. Resample r draws from `stream`, part r. Without groups all but the sizes is NaN.
[[nodiscard]] std::vector<LabelsSaved> labels_saved(const LearningCurveLosses& losses, const Stream& stream,
                                                    const BootstrapOptions& options = {});

} // namespace sinter::evaluation
