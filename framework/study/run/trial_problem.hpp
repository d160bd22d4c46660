// SPDX-License-Identifier: Apache-2.0
//
// What one trial hands to a strategy: the training rows of its tasks, and the candidates.
#pragma once

#include "framework/data/join/row_batch.hpp"
#include "framework/study/plan/feature_matrix.hpp"
#include "framework/study/plan/plan.hpp"

#include <sinter/random.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sinter::study {

/// The rows, labels and weights of one task; label values under the label's transform.
struct TaskRecords {
    std::vector<std::int64_t> rows;
    std::vector<double> labels;
    std::vector<double> weights; ///< empty: all one
    std::vector<double> errors;  ///< stated standard errors, NaN: not stated; empty: none is
};

/// Owns what the views of a TransferProblem and of Candidates look at. The plan and the features outlive it.
class TrialProblem {
public:
    TrialProblem(const Plan& plan, const FeatureMatrix& features, const Trial& trial);
    TrialProblem(const TrialProblem&) = delete; // the views point into this object
    TrialProblem& operator=(const TrialProblem&) = delete;

    [[nodiscard]] const TransferProblem& problem() const noexcept { return problem_; }
    [[nodiscard]] const Candidates& candidates() const noexcept { return candidates_; }
    /// The data set's row of each candidate: the rows of the held-out records of any of the strategy's
    /// targets, each once, ascending.
    [[nodiscard]] const std::vector<std::int64_t>& candidate_rows() const noexcept { return candidate_rows_; }
    [[nodiscard]] const PlannedStrategy& strategy() const noexcept { return strategy_; }
    /// The trial's stream, for the host.
    [[nodiscard]] Stream stream() const noexcept { return stream_; }

private:
    void add_targets();
    void add_sources();
    void add_candidates();
    void add_known_source(std::size_t k);
    [[nodiscard]] const data::LabelColumn& source_label(std::size_t k) const;

    const Plan& plan_;
    const FeatureMatrix& features_;
    const PlannedStrategy& strategy_;
    const evaluation::Split& split_;
    Stream repeat_stream_;
    Stream stream_;
    std::vector<TaskRecords> targets_;
    std::vector<TaskRecords> sources_;
    std::vector<std::int64_t> candidate_rows_;
    RowMatrix candidate_features_;
    std::vector<std::uint64_t> candidate_materials_;
    RowMatrix known_sources_;
    RowMatrix unknown_sources_; ///< in the place of known_sources_, for the fit
    std::optional<data::RowBatch>
        compositions_; ///< of all rows, and of the candidates: if it is asked for them
    std::optional<data::RowBatch> candidate_compositions_;
    TransferProblem problem_;
    Candidates candidates_;
    Candidates at_fit_; ///< the candidates as the problem shows them
};

} // namespace sinter::study
