// SPDX-License-Identifier: Apache-2.0
//
// The answer in words: which strategy is best, by how much, is it significant, did a source hurt.
#pragma once

#include "framework/report/scored_study.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sinter::report {

enum class Tone : std::uint8_t { answer, caution, harm };

struct Finding {
    Tone tone = Tone::answer;
    std::string text; ///< one to three plain sentences, with names as the config has them (not escaped)
};

/// In the order they should be read; the first answers the study's question. At the full training size, by
/// MAE.
[[nodiscard]] std::vector<Finding> findings(const ScoredStudy& scored);

/// The verdict of one comparison in words: "better", "worse (negative transfer)", "not significant", "not
/// tested" (too few folds).
[[nodiscard]] std::string verdict_in_words(const ComparisonRow& row);

/// "0.92 (0.87 to 0.98)", or the ratio alone where the interval isn't known.
[[nodiscard]] std::string ratio_in_words(const evaluation::RatioInterval& ratio);

} // namespace sinter::report
