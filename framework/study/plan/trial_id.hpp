// SPDX-License-Identifier: Apache-2.0
//
// Names for what has been computed, by content: the same id, the same result.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <string>

namespace sinter::study {

/// Gives every trial of the plan its id: a hash of the seed, the data (the tables' options and the files'
/// digests), the featurizers, the strategy and the learners it names with all options, the versions and
/// digests of these plugins, the version of sinter, the derived quantities that the strategy predicts, and
/// the rows that are trained on and held out. The names of study and strategy are not in it.
void assign_trial_ids(Plan& plan);

/// What a run folder is named by: 8 hexadecimal digits of a hash of the study's name, its seed and its data.
/// Other options give other trials in the same folder.
[[nodiscard]] std::string study_digest(const Plan& plan);

} // namespace sinter::study
