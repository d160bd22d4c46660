// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"

#include "framework/report/drawings/style.hpp"
#include "framework/report/page/html_comparison.hpp"
#include "framework/report/page/html_derived.hpp"
#include "framework/report/page/html_far_rows.hpp"
#include "framework/report/page/html_learning_curve.hpp"
#include "framework/report/page/html_metrics.hpp"
#include "framework/report/page/html_part.hpp"
#include "framework/report/page/html_predictions.hpp"
#include "framework/report/page/html_study.hpp"
#include "framework/report/scores/series.hpp"
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
    const Part part{scored, target, full_fraction(scored.results, target.name), level};
    return html_comparison(part) + html_learning_curve(part) + html_metrics(part) + html_derived(part) +
           html_calibration(part) + html_predictions(part);
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
    html += html_data(results) + html_protocol(scored) + html_failures(results) + html_far_rows(scored);
    html += html_notices("Left out", results.left_out) + html_notices("Notices", results.notices);
    html += html_config(results) + html_versions(results) + citation();
    return html + "</main>\n</body>\n</html>\n";
}

} // namespace sinter::report
