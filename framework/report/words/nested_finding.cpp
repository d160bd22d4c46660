// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/nested_finding.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/words/words.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace sinter::report {

std::string chosen_in_words(const ScoredStudy& scored, const Target& target, double fraction) {
    std::vector<const InnerScore*> chosen;
    for (const auto& score : scored.inner_scores) {
        if (score.chosen && score.target == target.name && score.fraction == fraction) {
            chosen.push_back(&score);
        }
    }
    std::string text;
    for (const auto& strategy : scored.results.strategies) {
        const auto times = std::count_if(chosen.begin(), chosen.end(),
                                         [&](const auto* score) { return score->strategy == strategy.name; });
        if (times > 0) {
            text += text.empty() ? fmt::format("{} in {} of {}", strategy.name, times,
                                               bytes::counted(chosen.size(), "fold"))
                                 : fmt::format(", {} in {}", strategy.name, times);
        }
    }
    return text;
}

void add_nested(const ScoredStudy& scored, const Target& target, double fraction, std::vector<Finding>& all) {
    const auto* metrics = headline(scored.metrics, scored.nested, target.name, fraction);
    if (scored.nested.empty() || metrics == nullptr) {
        return;
    }
    auto text = fmt::format(
        "{}, the strategy with the lowest error in the inner folds: {}. It took {}. This is the "
        "error to expect of the whole procedure, the choice included.",
        scored.nested, errors_in_words(*metrics, target), chosen_in_words(scored, target, fraction));
    if (const auto* row =
            find(scored.comparisons, scored.nested, target.name, fraction, headline_of(target.kind()))) {
        text += " " + against_baseline(*row);
    }
    all.push_back({Tone::answer, text});
}

} // namespace sinter::report
