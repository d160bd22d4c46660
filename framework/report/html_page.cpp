// SPDX-License-Identifier: Apache-2.0
#include "framework/report/html_page.hpp"

#include "framework/report/citation.hpp"
#include "framework/report/findings.hpp"
#include "framework/report/html_escape.hpp"
#include "framework/report/html_results.hpp"
#include "framework/report/html_study.hpp"
#include "framework/report/html_style.hpp"

namespace sinter::report {

namespace {

/// The policy is a second wall behind the escaping: were a script to get in, it would not run.
std::string head(const study::StudyResults& results) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
           html_escape(results.name) + " - sinter</title>\n<style>" + std::string(html_style()) +
           "</style>\n</head>\n";
}

std::string lead(const study::StudyResults& results) {
    const auto unit = results.target_unit.empty() ? "" : " (" + html_escape(results.target_unit) + ")";
    return "<header>\n<h1>" + html_escape(results.name) + "</h1>\n<p class=\"lead\">Predicting " +
           html_escape(results.target) + unit + ". " + html_escape(results.protocol) + ".</p>\n</header>\n";
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

std::string answer(const ScoredStudy& scored) {
    std::string html = "<section aria-label=\"Answer\">\n<ul class=\"findings\">\n";
    for (const auto& finding : findings(scored)) {
        html +=
            "<li class=\"" + std::string(css(finding.tone)) + "\">" + html_escape(finding.text) + "</li>\n";
    }
    return html + "</ul>\n</section>\n";
}

std::string citation() {
    return "<h2>How to cite</h2>\n<p>Cite the data sets by their own papers, and:</p>\n<pre>\n" +
           html_escape(citation_bib(SINTER_VERSION)) + "</pre>\n";
}

} // namespace

std::string html_page(const ScoredStudy& scored) {
    const auto& results = scored.results;
    auto html = head(results) + "<body>\n" + lead(results) + "<main>\n" + answer(scored);
    html += html_comparison(scored) + html_metrics(scored) + html_parity_plots(scored);
    html += html_data(results) + html_protocol(results);
    html += html_notices("Left out", results.left_out) + html_notices("Notices", results.notices);
    html += html_config(results) + html_versions(results) + citation();
    return html + "</main>\n</body>\n</html>\n";
}

} // namespace sinter::report
