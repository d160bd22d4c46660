// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/completeness.hpp"
#include "framework/report/words/findings.hpp"

#include <fmt/core.h>

namespace sinter::report {

namespace {

void add_incomplete(const study::StudyResults& results, std::vector<Finding>& all) {
    if (incomplete(results)) {
        all.push_back(
            {Tone::caution, completeness_in_words(results) + " The numbers are over what has finished."});
    }
}

/// What is measured against a label of another unit tells nothing, however it compares.
void add_contradictions(const study::StudyResults& results, std::vector<Finding>& all) {
    for (const auto& text : results.contradictions) {
        all.push_back({Tone::caution, text + " No comparison holds before that is clear."});
    }
}

void add_transductive(const study::StudyResults& results, std::vector<Finding>& all) {
    std::vector<std::string> names;
    for (const auto& strategy : results.strategies) {
        if (strategy.transductive) {
            names.push_back(strategy.name);
        }
    }
    if (!names.empty()) {
        all.push_back(
            {Tone::caution, fmt::format("Transductive: the sources of {} keep rows of held-out materials. "
                                        "{} error holds only where the source label of a candidate is known.",
                                        joined(names), names.size() == 1 ? "Its" : "Their")});
    }
}

void add_placebo(const study::StudyResults& results, std::vector<Finding>& all) {
    std::vector<std::string> names;
    for (const auto& strategy : results.strategies) {
        if (strategy.placebo) {
            names.push_back(strategy.name);
        }
    }
    if (!names.empty()) {
        all.push_back({Tone::caution,
                       fmt::format("Placebo: the source labels of {} are shuffled between materials. What {} "
                                   "better than the baseline is not transfer.",
                                   joined(names), names.size() == 1 ? "it does" : "they do")});
    }
}

} // namespace

std::vector<Finding> leading_findings(const ScoredStudy& scored) {
    std::vector<Finding> all;
    add_incomplete(scored.results, all);
    add_contradictions(scored.results, all);
    return all;
}

std::vector<Finding> study_findings(const ScoredStudy& scored) {
    std::vector<Finding> all;
    add_transductive(scored.results, all);
    add_placebo(scored.results, all);
    return all;
}

} // namespace sinter::report
