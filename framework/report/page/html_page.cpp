// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"

#include "framework/report/drawings/style.hpp"
#include "framework/report/drawings/svg_learning_curve.hpp"
#include "framework/report/drawings/svg_ratio_plot.hpp"
#include "framework/report/page/html_predictions.hpp"
#include "framework/report/page/html_section.hpp"
#include "framework/report/scores/subject.hpp"
#include "framework/report/sections/comparison_section.hpp"
#include "framework/report/sections/derived_section.hpp"
#include "framework/report/sections/errors_section.hpp"
#include "framework/report/sections/far_rows_section.hpp"
#include "framework/report/sections/learning_curve_section.hpp"
#include "framework/report/sections/study_sections.hpp"
#include "framework/report/text/citation.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/words/completeness.hpp"
#include "framework/report/words/findings.hpp"

namespace sinter::report {

namespace {

/// The policy is a second wall behind the escaping: were a script to get in, it would not run.
std::string head(const study::StudyResults& results) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           html_escape(results.name) + " - sinter</title>\n<style>" + std::string(html_style()) +
           std::string(svg_style()) + "</style>\n</head>\n";
}

std::string lead(const study::StudyResults& results) {
    const auto complete = completeness_in_words(results);
    return "<header>\n<h1>" + html_escape(results.name) + "</h1>\n<p class=\"lead\">Predicting " +
           html_escape(listed(targets_of(results))) + ". " + html_escape(results.protocol) + "." +
           (complete.empty() ? complete : " " + html_escape(complete)) + "</p>\n</header>\n";
}

std::string_view css(Tone tone) {
    switch (tone) {
    case Tone::caution:
        return "caution";
    case Tone::harm:
        return "harm";
    case Tone::answer:
        break;
    }
    return "answer";
}

/// The first finding of a target is its answer, and stands out.
std::string list_of(const std::vector<Finding>& findings, std::string_view css_class) {
    std::string html;
    for (const auto& finding : findings) {
        html +=
            "<li class=\"" + std::string(css(finding.tone)) + "\">" + html_escape(finding.text) + "</li>\n";
    }
    return html.empty() ? html : "<ul class=\"" + std::string(css_class) + "\">\n" + html + "</ul>\n";
}

std::string answer(const ScoredStudy& scored, const std::vector<Target>& targets) {
    auto html =
        "<section aria-label=\"Answer\">\n" + list_of(leading_findings(scored), "findings before-answers");
    for (const auto& target : targets) {
        html += targets.size() > 1 ? "<h3>" + html_escape(with_unit(target)) + "</h3>\n" : std::string();
        html += list_of(findings(scored, target), "findings of-target");
    }
    return html + list_of(study_findings(scored), "findings") + "</section>\n";
}

std::string sections_of(const ScoredStudy& scored, const Target& target, int level) {
    const auto subject = subject_of(scored, target);
    return html_of(comparison_section(subject), level, svg_ratio_plot(subject)) +
           html_of(learning_curve_section(subject), level, svg_learning_curve(subject)) +
           html_of(errors_section(subject), level) + html_of(derived_section(subject), level) +
           html_calibration(subject, level) + html_predictions(subject, level);
}

std::string results_of(const ScoredStudy& scored, const std::vector<Target>& targets) {
    if (targets.size() == 1) {
        return sections_of(scored, targets[0], 2);
    }
    std::string html;
    for (const auto& target : targets) {
        const auto name = html_escape(with_unit(target));
        html += "<section class=\"target\">\n<h2 class=\"target\">" + name + "</h2>\n" +
                sections_of(scored, target, 3) + "</section>\n";
    }
    return html;
}

std::string config_of(const study::StudyResults& results) {
    if (results.config_text.empty()) {
        return {};
    }
    // The parser of HTML drops one line feed after <pre>: this one, not the config's own.
    return "<h2>Config</h2>\n<pre>\n" + html_escape(results.config_text) + "</pre>\n";
}

std::string versions_of(const study::StudyResults& results) {
    if (results.versions.empty()) {
        return {};
    }
    std::string html = "<h2>Versions</h2>\n<dl>\n";
    for (const auto& [name, version] : results.versions) {
        html += "<dt>" + html_escape(name) + "</dt><dd>" + html_escape(version) + "</dd>\n";
    }
    return html + "</dl>\n";
}

std::string citation() {
    return "<h2>How to cite</h2>\n<p>Cite the data sets by their own papers, and:</p>\n<pre>\n" +
           html_escape(citation_bib(SINTER_VERSION)) + "</pre>\n";
}

} // namespace

std::string html_page(const ScoredStudy& scored) {
    const auto& results = scored.results;
    const auto targets = targets_of(results);
    auto html = head(results) + "<body>\n" + lead(results) + "<main>\n" + answer(scored, targets);
    html += results_of(scored, targets);
    constexpr int level = 2;
    for (const auto& section : {data_section(results), protocol_section(scored), failures_section(results),
                                far_rows_section(scored), notices_section("Left out", results.left_out),
                                notices_section("Notices", results.notices)}) {
        html += html_of(section, level);
    }
    html += config_of(results) + versions_of(results) + citation();
    return html + "</main>\n</body>\n</html>\n";
}

} // namespace sinter::report
