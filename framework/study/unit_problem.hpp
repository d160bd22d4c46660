// SPDX-License-Identifier: Apache-2.0
//
// What one unit of work hands to a strategy: the training rows of its tasks, and the candidates.
#pragma once

#include "framework/evaluation/split.hpp"
#include "framework/study/feature_matrix.hpp"
#include "framework/study/plan.hpp"

#include <sinter/random.hpp>
#include <sinter/strategy.hpp>

#include <cstdint>
#include <vector>

namespace sinter::study {

/// The rows, labels and weights of one task; label values under the label's transform.
struct TaskRecords {
    std::vector<std::int64_t> rows;
    std::vector<double> labels;
    std::vector<double> weights; ///< empty: all one
};

/// Owns what the views of a TransferProblem and of Candidates look at. The plan and the features outlive it.
class UnitProblem {
public:
    UnitProblem(const Plan& plan, const FeatureMatrix& features, const PlannedStrategy& strategy,
                const evaluation::Split& split);
    UnitProblem(const UnitProblem&) = delete; // the views point into this object
    UnitProblem& operator=(const UnitProblem&) = delete;

    [[nodiscard]] const TransferProblem& problem() const noexcept { return problem_; }
    [[nodiscard]] const Candidates& candidates() const noexcept { return candidates_; }
    /// Of the unit; for the host.
    [[nodiscard]] Stream stream() const noexcept { return stream_; }

private:
    void add_target(const Plan& plan, const PlannedStrategy& strategy, const evaluation::Split& split);
    void add_sources(const Plan& plan, const PlannedStrategy& strategy, const evaluation::Split& split);
    void add_candidates(const Plan& plan, const FeatureMatrix& features, const PlannedStrategy& strategy,
                        const evaluation::Split& split);

    Stream repeat_stream_;
    Stream stream_;
    std::vector<std::uint64_t> row_materials_; ///< one a row of the data set
    TaskRecords target_;
    std::vector<TaskRecords> sources_;
    RowMatrix candidate_features_;
    std::vector<std::uint64_t> candidate_materials_;
    RowMatrix known_sources_;
    TransferProblem problem_;
    Candidates candidates_;
};

} // namespace sinter::study
