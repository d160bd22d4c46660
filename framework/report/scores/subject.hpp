// SPDX-License-Identifier: Apache-2.0
//
// What a section, a figure or a sentence of the report is about: one target, at one training size.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sinter::report {

/// Refers to the study: not to be used after it.
struct Subject {
    const ScoredStudy& scored;
    const Target& target;
    std::size_t size; ///< index into the training sizes; the largest that was run, unless said otherwise

    [[nodiscard]] ErrorMetric metric() const { return headline_of(target.kind()); }
    [[nodiscard]] double fraction() const { return scored.results.fractions[size]; }
    [[nodiscard]] SeriesKey key_of(std::size_t strategy) const { return {target.index, strategy, size}; }
    [[nodiscard]] bool has(const SeriesKey& key) const {
        return key.target == target.index && key.size == size;
    }
    [[nodiscard]] const std::string& name_of(std::size_t strategy) const {
        return scored.results.strategies[strategy].name;
    }
    /// The row to quote; null when there is none.
    [[nodiscard]] const MetricsRow* metrics_of(std::size_t strategy) const {
        return headline(scored.metrics, key_of(strategy));
    }
    /// By the headline metric; null when there is none.
    [[nodiscard]] const ComparisonRow* comparison_of(std::size_t strategy) const {
        return find_comparison(scored.comparisons, key_of(strategy), metric());
    }
};

/// The target at its full training size.
[[nodiscard]] Subject subject_of(const ScoredStudy& scored, const Target& target);

/// Rows of the headline metric for the target: of all sizes, or of the subject's.
[[nodiscard]] std::vector<const LearningCurveRow*> curve_rows(const Subject& subject);
[[nodiscard]] std::vector<const LearningCurveRow*> rows_at_size(const Subject& subject);

/// Decimals that show the smallest of the errors with three digits.
[[nodiscard]] int error_decimals(const std::vector<const LearningCurveRow*>& rows);

} // namespace sinter::report
