// SPDX-License-Identifier: Apache-2.0
//
// Was it right to predict a derived quantity from the joint law of its labels? Against the same predictions
// with independent errors.
#pragma once

#include "framework/evaluation/comparison/group_bootstrap.hpp"
#include "framework/evaluation/joint/joint_gain.hpp"
#include "framework/report/scores/series.hpp"
#include "framework/report/scores/target.hpp"
#include "framework/study/run/results.hpp"

#include <sinter/unknown.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace sinter::report {

/// How well a law foretold what was measured; pooled over the folds of a repeat, mean of repeats.
struct LawScore {

    double nll = unknown; ///< of a number, and the next four
    double coverage_68 = unknown;
    double coverage_90 = unknown;
    double width_68 = unknown; ///< quantity's unit
    double width_90 = unknown;
    double log_loss = unknown; ///< of a class

    /// What the laws are compared by.
    [[nodiscard]] double loss(TargetKind kind) const { return kind == TargetKind::number ? nll : log_loss; }
};

struct DerivedRow {
    SeriesKey key;
    std::vector<std::string> laws; ///< of the folds; distinct, in alphabetical order
    std::int64_t folds = 0;
    double n_test = 0;                                        ///< of a repeat
    double degrees = std::numeric_limits<double>::infinity(); ///< of the t law, median of the folds
    LawScore joint;
    LawScore independent;
    evaluation::FoldDifference by_fold;      ///< loss of joint - loss of independent
    evaluation::DifferenceInterval by_group; ///< the same; groups are what is held out together
    /// The correlation of each pair of labels ("log_g, log_k"), mean over the folds.
    std::vector<std::pair<std::string, double>> correlations;
};

/// Has the rows of every derived quantity, sorted by key.
[[nodiscard]] std::vector<DerivedRow> derived_table(const study::StudyResults& results,
                                                    const std::vector<Series>& all);

/// The rows of one quantity and size.
[[nodiscard]] std::vector<const DerivedRow*> derived_rows(const std::vector<DerivedRow>& table,
                                                          std::size_t target, std::size_t size);

} // namespace sinter::report
