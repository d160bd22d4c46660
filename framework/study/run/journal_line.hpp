// SPDX-License-Identifier: Apache-2.0
//
// The lines of a journal: a JSON object per finished or failed trial; docs/run-folder.md explains it.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/run_trial.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// The line of one outcome, without a line feed.
[[nodiscard]] std::string journal_line(const Plan& plan, const Trial& trial, const TrialOutcome& outcome);

/// The line with its last field, "digest": 32 hexadecimal digits of the SHA-256 of all that stands before it.
[[nodiscard]] std::string line_with_digest(std::string_view line);

/// The line without that field; nothing, and in `problem` the reason, where it has none or was changed since
/// it was written.
[[nodiscard]] std::optional<std::string> line_without_digest(std::string_view line, std::string& problem);

/// What a result of a target consists of.
struct TargetShape {
    std::string name;        ///< of the target
    std::size_t classes = 0; ///< 0: it is a number
    std::size_t labels = 0;  ///< that it is derived from; 0: it is a label itself
};
using ShapeOf = std::function<TargetShape(std::size_t target)>;

/// A trial's outcome as its line tells it; `empty` are its results without predictions. Throws as the next.
[[nodiscard]] TrialOutcome outcome_of(std::string_view line, std::vector<TrialResult> empty,
                                      const ShapeOf& shape_of);

/// A trial's outcome as its line tells it. Throws InputError (data) saying what is wrong where the line is not
/// what journal_line writes for this trial: numbers missing, other records, probabilities that are none.
[[nodiscard]] TrialOutcome outcome_of(const Plan& plan, const Trial& trial, std::string_view line);

} // namespace sinter::study
