// SPDX-License-Identifier: Apache-2.0
#include "framework/report/terminal/summary_text.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/terminal/summary_far_rows.hpp"
#include "framework/report/terminal/summary_target.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/completeness.hpp"
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

/// What is said of a failure, and the lines that its error has beside: those of a traceback keep their shape.
std::string failure_lines(const std::string& text) {
    const std::size_t end = text.find('\n');
    auto lines = wrapped("- " + printable(text.substr(0, end)), 2);
    if (end != std::string::npos) {
        lines += "    " + printable_lines(text.substr(end + 1), 4) + "\n";
    }
    return lines;
}

/// Above what is said of one of several targets; empty where there is only one.
std::string title_of(const Target& target, std::size_t targets) {
    if (targets < 2) {
        return {};
    }
    const auto title = printable(with_unit(target));
    return title + "\n" + std::string(width_of(title), '-') + "\n\n";
}

/// What must be known first, the answers for all targets,
/// what else holds for the study, then the tables for all targets.
std::string results_section(const ScoredStudy& scored) {
    const auto targets = targets_of(scored.results);
    std::string answers;
    std::string tables;
    for (const auto& target : targets) {
        answers += title_of(target, targets.size()) + paragraphs(findings(scored, target));
        const auto own = summary_of_target(scored, target);
        tables += own.empty() ? own : title_of(target, targets.size()) + own;
    }
    return paragraphs(leading_findings(scored)) + answers + paragraphs(study_findings(scored)) + tables;
}

std::string data_section(const study::StudyResults& results) {
    if (results.labels.empty()) {
        return {};
    }
    TextTable table({"label", "context", "rows", "materials", "repeated"});
    for (const auto& label : results.labels) {
        auto repeated = std::to_string(label.repeated_materials);
        if (label.repeated_materials > 0 && !label.repeats_policy.empty()) {
            repeated += " (" + label.repeats_policy + ")";
        }
        table.add({printable(with_unit(label.name, label.unit)), printable(label.context),
                   std::to_string(label.rows), std::to_string(label.materials), printable(repeated)});
    }
    auto text = "Data\n" + table.str(2);
    for (const auto& overlap : results.overlaps) {
        text += wrapped(printable(fmt::format("{} and {} share {}.", overlap.first, overlap.second,
                                              bytes::counted(overlap.materials, "material"))),
                        2);
    }
    return text + "\n";
}

std::string protocol_section(const study::StudyResults& results) {
    auto text = fmt::format("{}. Seed {}.", results.protocol, results.seed);
    if (const auto complete = completeness_in_words(results); !complete.empty()) {
        text += " " + complete;
    }
    return "Protocol\n" + wrapped(printable(text), 2) + "\n";
}

std::string failures_section(const study::StudyResults& results) {
    const auto failures = grouped_failures(results);
    if (failures.empty()) {
        return {};
    }
    std::string text = "Failed\n";
    for (std::size_t i = 0; i < failures.size() && i < most_failures_named; ++i) {
        text += failure_lines(failure_in_words(failures[i]));
    }
    if (const auto more = units_behind(failures, most_failures_named); more > 0) {
        text += wrapped(fmt::format("and {} more, in failures.csv", more), 2);
    }
    return text + "\n";
}

std::string notices_section(const char* title, const std::vector<study::Notice>& notices) {
    if (notices.empty()) {
        return {};
    }
    std::string text = std::string(title) + "\n";
    for (const auto& notice : notices) {
        const auto times = notice.count > 1 ? fmt::format(" ({} times)", notice.count) : std::string();
        text += wrapped("- " + printable(notice.text) + times, 2);
    }
    return text + "\n";
}

} // namespace

std::string summary_text(const ScoredStudy& scored) {
    const auto& results = scored.results;
    auto text =
        wrapped(printable(fmt::format("{}: predicting {}", results.name, listed(targets_of(results)))), 0);
    text += "\n" + results_section(scored) + data_section(results) + protocol_section(results) +
            failures_section(results) + far_rows_text(scored);
    text += notices_section("Left out", results.left_out) + notices_section("Notices", results.notices);
    text.pop_back(); // the blank line after the last section
    return text;
}

} // namespace sinter::report
