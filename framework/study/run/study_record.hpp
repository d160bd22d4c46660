// SPDX-License-Identifier: Apache-2.0
//
// What is kept of a study beside its journal, so that a report can be made when data and plugins are gone:
// its description, its trials, and what they hold out.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/run_trials.hpp"
#include "framework/study/run/summarise.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sinter::study {

/// A split with what it holds out.
struct RecordedSplit {
    int repeat = 0;
    int fold = 0;
    int inner = -1;       ///< -1: the fold itself
    std::size_t size = 0; ///< index into the description's fractions
    /// One result per target that it holds out records of, without a key and without predictions.
    std::vector<TrialResult> held_out;
};

struct RecordedTrial {
    std::size_t strategy = 0; ///< index into the description's strategies
    std::size_t split = 0;    ///< index into the record's splits
    std::string id;           ///< as in the journal
};

struct StudyRecord {
    StudyResults description; ///< without anything that trials give
    std::vector<RecordedSplit> splits;
    std::vector<RecordedTrial> trials; ///< in the plan's order
};

[[nodiscard]] StudyRecord record_of(const Plan& plan, const FeatureMatrix& features);

/// The outcomes that the journal holds, as known_outcomes of a plan.
[[nodiscard]] Outcomes known_outcomes(const StudyRecord& record, const JournalContent& journal,
                                      std::vector<std::string>& problems);

/// Everything that a report says.
[[nodiscard]] StudyResults results_of(const StudyRecord& record, Outcomes outcomes);

} // namespace sinter::study
