// SPDX-License-Identifier: Apache-2.0
#include "framework/report/terminal/summary_text.hpp"

#include "framework/report/scores/subject.hpp"
#include "framework/report/sections/comparison_section.hpp"
#include "framework/report/sections/derived_section.hpp"
#include "framework/report/sections/errors_section.hpp"
#include "framework/report/sections/far_rows_section.hpp"
#include "framework/report/sections/learning_curve_section.hpp"
#include "framework/report/sections/study_sections.hpp"
#include "framework/report/terminal/text_section.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/findings.hpp"

#include <fmt/core.h>

namespace sinter::report {

namespace {

std::string paragraphs(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings) {
        text += wrapped(printable(finding.text), 2) + "\n";
    }
    return text;
}

/// Above what is said of one of several targets; empty where there is only one.
std::string title_of(const Target& target, std::size_t targets) {
    if (targets < 2) {
        return {};
    }
    const auto title = printable(with_unit(target));
    return title + "\n" + std::string(width_of(title), '-') + "\n\n";
}

std::string tables_of(const Subject& subject) {
    return text_of(errors_section(subject)) + text_of(derived_section(subject)) +
           text_of(comparison_section(subject)) + text_of(learning_curve_section(subject));
}

/// What must be known first, the answers for all targets,
/// what else holds for the study, then the tables for all targets.
std::string results_section(const ScoredStudy& scored) {
    const auto targets = targets_of(scored.results);
    std::string answers;
    std::string tables;
    for (const auto& target : targets) {
        answers += title_of(target, targets.size()) + paragraphs(findings(scored, target));
        const auto own = tables_of(subject_of(scored, target));
        tables += own.empty() ? own : title_of(target, targets.size()) + own;
    }
    return paragraphs(leading_findings(scored)) + answers + paragraphs(study_findings(scored)) + tables;
}

} // namespace

std::string summary_text(const ScoredStudy& scored) {
    const auto& results = scored.results;
    auto text =
        wrapped(printable(fmt::format("{}: predicting {}", results.name, listed(targets_of(results)))), 0);
    text += "\n" + results_section(scored) + text_of(data_section(results)) +
            text_of(protocol_section(scored)) + text_of(failures_section(results)) +
            text_of(far_rows_section(scored));
    text += text_of(notices_section("Left out", results.left_out)) +
            text_of(notices_section("Notices", results.notices));
    text.pop_back(); // the blank line after the last section
    return text;
}

} // namespace sinter::report
