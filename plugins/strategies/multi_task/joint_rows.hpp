// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/strategy.hpp>
#include <sinter/task_rows.hpp>

#include <vector>

namespace sinter::plugins::multi_task {

/// The rows of all tasks, one label a task, NaN where a row lacks it. A row of the problem that several tasks
/// label becomes one training row; where a task labels it more than once, the task's second label goes to a
/// second training row of the same material, and so on. Rows stand in the order of their first label.
///
/// A training row has one weight: throws Error (SINTER_INVALID_ARGUMENT) where its labels' weights differ.
[[nodiscard]] TaskRows joint_rows(const TransferProblem& problem, const std::vector<const Task*>& tasks);

} // namespace sinter::plugins::multi_task
