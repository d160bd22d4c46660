// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/exact_finding.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/scores/exact_folds.hpp"

#include <fmt/core.h>

namespace sinter::report {
namespace {

std::string caution(const study::StrategySummary& strategy, const Target& target, const ExactFolds& count) {
    return fmt::format(
        "Too good: {} predicts {} without any error in {} of {}, though the labels of their test rows "
        "differ. "
        "Measurements are not predicted like that. Look for an input column that holds the label or is "
        "computed from it{}, and for rows that stand in the data more than once (`group_by`). log.csv lists "
        "the folds.",
        strategy.name, target.name, count.exact, bytes::counted(count.folds, "fold"),
        !strategy.sources.empty()
            ? fmt::format(", for a source ({}) that is a copy of it", joined(strategy.sources))
            : "");
}

} // namespace

void add_exact_folds(const study::StudyResults& results, const std::string& nested, const Target& target,
                     std::vector<Finding>& all) {
    for (const auto& strategy : results.strategies) {
        if (strategy.name == nested) {
            continue;
        }
        const auto count = exact_folds(results, strategy.name, target);
        if (count.exact > 0) {
            all.push_back({Tone::caution, caution(strategy, target, count)});
        }
    }
}

} // namespace sinter::report
