// SPDX-License-Identifier: Apache-2.0
//
// The answer in words: which strategy is best, by how much, is it significant, how many labels did it save,
// did a source hurt.
#pragma once

#include "framework/report/scores/scored_study.hpp"
#include "framework/report/scores/target.hpp"
#include "framework/study/run/results.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sinter::report {

enum class Tone : std::uint8_t { answer, caution, harm };

struct Finding {
    Tone tone = Tone::answer;
    std::string text; ///< one to three plain sentences, with names as the config has them (not escaped)
};

/// In the order they should be read; the first answers the study's question for the target. At the full
/// training size, by the headline metric.
[[nodiscard]] std::vector<Finding> findings(const ScoredStudy& scored, const Target& target);

/// What must be known before any number, and stands above the answers: that trials are missing, that labels
/// contradict each other.
[[nodiscard]] std::vector<Finding> leading_findings(const ScoredStudy& scored);

/// What else holds for the study as a whole: sources that know held-out materials, placebos.
[[nodiscard]] std::vector<Finding> study_findings(const ScoredStudy& scored);

} // namespace sinter::report
