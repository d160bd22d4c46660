// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/multi_task/joint_rows.hpp"

#include <sinter/error.hpp>
#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <utility>

namespace sinter::plugins::multi_task {
namespace {

/// One training row and what it knows so far.
struct JointRow {
    std::int64_t row;
    std::vector<double> labels; ///< one per task
    double weight;
    std::size_t weighed_by; ///< the task that gave the weight
};

[[noreturn]] void fail_weights(const JointRow& joint, const Task& first, const Task& second, double weight) {
    std::ostringstream text;
    text << "row " << joint.row << " weighs " << joint.weight << " with \"" << first.label.name << "\" and "
         << weight << " with \"" << second.label.name
         << "\": rows that carry several labels have one weight in a multi-task fit";
    fail_invalid(text.str());
}

std::vector<JointRow> join(const std::vector<const Task*>& tasks) {
    std::vector<JointRow> joint;
    std::map<std::pair<std::int64_t, std::size_t>, std::size_t> place; // (row, which of its labels): in joint
    for (std::size_t k = 0; k < tasks.size(); ++k) {
        const Task& task = *tasks[k];
        std::map<std::int64_t, std::size_t> labels_of;
        for (std::size_t i = 0; i < task.rows.size(); ++i) {
            const std::int64_t row = task.rows[i];
            const double weight = task.weights.empty() ? 1 : task.weights[i];
            const auto [at, is_new] = place.emplace(std::pair(row, labels_of[row]++), joint.size());
            if (is_new) {
                const double missing = std::numeric_limits<double>::quiet_NaN();
                joint.push_back({row, std::vector<double>(tasks.size(), missing), weight, k});
            }
            JointRow& to = joint[at->second];
            if (difference_of(to.weight, weight) != 0) {
                fail_weights(to, *tasks[to.weighed_by], task, weight);
            }
            to.labels[k] = task.labels[i];
        }
    }
    return joint;
}

} // namespace

TaskRows joint_rows(const TransferProblem& problem, const std::vector<const Task*>& tasks) {
    const std::vector<JointRow> joint = join(tasks);
    const bool weighted =
        std::any_of(tasks.begin(), tasks.end(), [](const Task* task) { return !task->weights.empty(); });
    RowMatrix labels(static_cast<Index>(joint.size()), static_cast<Index>(tasks.size()));
    std::vector<std::int64_t> rows;
    std::vector<double> weights;
    for (std::size_t i = 0; i < joint.size(); ++i) {
        rows.push_back(joint[i].row);
        labels.row(static_cast<Index>(i)) =
            Eigen::Map<const Eigen::RowVectorXd>(joint[i].labels.data(), labels.cols());
        if (weighted) {
            weights.push_back(joint[i].weight);
        }
    }
    std::vector<Label> infos;
    for (const Task* task : tasks) {
        infos.push_back(task->label);
    }
    return {problem, rows, std::move(labels), std::move(infos), std::move(weights), problem.stream};
}

} // namespace sinter::plugins::multi_task
