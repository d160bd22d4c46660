// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/derived_residuals.hpp"

#include <sinter/rounding.hpp>
#include <sinter/training_candidates.hpp>
#include <sinter/unknown.hpp>

#include <cmath>
#include <utility>

namespace sinter::study {
namespace {

/// The rows that have all of `targets`, and their labels.
struct CommonRows {
    std::vector<std::int64_t> rows;
    std::vector<Eigen::VectorXd> labels; ///< of all targets
};

CommonRows common_rows(const TransferProblem& problem, const std::vector<std::size_t>& targets) {
    CommonRows common;
    for (auto& [row, labels] : target_means(problem)) {
        bool all = true;
        for (const std::size_t target : targets) {
            all = all && !std::isnan(labels[static_cast<Index>(target)]);
        }
        if (all) {
            common.rows.push_back(row);
            common.labels.push_back(labels);
        }
    }
    return common;
}

} // namespace

std::map<std::int64_t, Eigen::VectorXd> target_means(const TransferProblem& problem) {
    const auto width = static_cast<Index>(problem.targets.size());
    std::map<std::int64_t, Eigen::VectorXd> sums;
    std::map<std::int64_t, Eigen::VectorXd> counts;
    for (std::size_t t = 0; t < problem.targets.size(); ++t) {
        const Task& task = problem.targets[t];
        for (std::size_t i = 0; i < task.rows.size(); ++i) {
            const std::int64_t row = task.rows[i];
            auto& sum = sums.try_emplace(row, Eigen::VectorXd::Zero(width)).first->second;
            auto& count = counts.try_emplace(row, Eigen::VectorXd::Zero(width)).first->second;
            sum[static_cast<Index>(t)] += task.labels[i];
            count[static_cast<Index>(t)] += 1;
        }
    }
    for (auto& [row, sum] : sums) {
        sum.array() /= counts.at(row).array(); // 0 / 0 where there is no label
    }
    return sums;
}

OutputColumns output_columns(const TransferProblem& problem) {
    OutputColumns columns;
    for (const auto& task : problem.targets) {
        columns.first.push_back(columns.count);
        columns.count += output_count(task.label);
    }
    return columns;
}

std::optional<Eigen::MatrixXd> composite_residuals(const TransferProblem& problem, const TransferModel& model,
                                                   const std::vector<std::size_t>& targets) {
    if (model.out_of_bag() == nullptr) {
        return std::nullopt;
    }
    const CommonRows common = common_rows(problem, targets);
    const TrainingCandidates candidates(problem, common.rows);
    const OutputColumns columns = output_columns(problem);
    RowMatrix mean = RowMatrix::Constant(static_cast<Index>(common.rows.size()), columns.count, unknown);
    if (!common.rows.empty()) {
        model.out_of_bag()->predict_out_of_bag(candidates.view(), MatrixOut(mean));
    }
    Eigen::MatrixXd residuals(mean.rows(), static_cast<Index>(targets.size()));
    Index used = 0;
    for (Index i = 0; i < mean.rows(); ++i) {
        for (std::size_t k = 0; k < targets.size(); ++k) {
            residuals(used, static_cast<Index>(k)) =
                difference_of(common.labels[static_cast<std::size_t>(i)][static_cast<Index>(targets[k])],
                              mean(i, columns.first[targets[k]]));
        }
        used += residuals.row(used).allFinite() ? 1 : 0; // a material that every member saw has no mean
    }
    return residuals.topRows(used);
}

} // namespace sinter::study
