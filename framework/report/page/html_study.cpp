// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_study.hpp"

#include "framework/report/page/html_table.hpp"
#include "framework/report/text/html_escape.hpp"
#include "framework/report/words/completeness.hpp"

#include <fmt/core.h>

#include <cstddef>

namespace sinter::report {

namespace {

using Align = HtmlTable::Align;

std::string with_commas(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) {
        text += (text.empty() ? "" : ", ") + part;
    }
    return text;
}

std::string strategies_table(const ScoredStudy& scored) {
    HtmlTable table("The strategies and their options in force", {{"strategy", Align::left},
                                                                  {"plugin", Align::left},
                                                                  {"target", Align::left},
                                                                  {"sources", Align::left},
                                                                  {"options", Align::left}});
    for (const auto& strategy : scored.results.strategies) {
        if (strategy.name == scored.nested) {
            continue;
        }
        std::vector<std::string> options;
        for (const auto& [name, value] : strategy.options) {
            options.push_back(name + " = " + value);
        }
        table.add({html_escape(strategy.name), html_escape(strategy.plugin),
                   html_escape(with_commas(strategy.targets)), html_escape(with_commas(strategy.sources)),
                   html_escape(with_commas(options))});
    }
    return table.str();
}

} // namespace

std::string html_data(const study::StudyResults& results) {
    if (results.labels.empty()) {
        return {};
    }
    HtmlTable table("Labels",
                    {{"label", Align::left},
                     {"unit", Align::left},
                     {"context", Align::left},
                     {"rows"},
                     {"materials"},
                     {"measured more than once", Align::right, "materials with several rows in the file"},
                     {"policy for these", Align::left}});
    for (const auto& label : results.labels) {
        table.add({html_escape(label.name), html_escape(label.unit), html_escape(label.context),
                   std::to_string(label.rows), std::to_string(label.materials),
                   std::to_string(label.repeated_materials), html_escape(label.repeats_policy)});
    }
    auto html = "<h2>Data</h2>\n" + table.str();
    if (!results.overlaps.empty()) {
        HtmlTable overlaps("Materials that two labels share",
                           {{"label", Align::left}, {"and", Align::left}, {"materials"}});
        for (const auto& overlap : results.overlaps) {
            overlaps.add(
                {html_escape(overlap.first), html_escape(overlap.second), std::to_string(overlap.materials)});
        }
        html += overlaps.str();
    }
    return html;
}

std::string html_protocol(const ScoredStudy& scored) {
    const auto& results = scored.results;
    const auto complete = completeness_in_words(results);
    auto html = fmt::format("<h2>Protocol</h2>\n<p>{}. Seed {}.{}</p>\n", html_escape(results.protocol),
                            results.seed, complete.empty() ? complete : " " + html_escape(complete));
    return results.strategies.empty() ? html : html + strategies_table(scored);
}

std::string html_failures(const study::StudyResults& results) {
    const auto failures = grouped_failures(results);
    if (failures.empty()) {
        return {};
    }
    std::string html = "<h2>Failed</h2>\n<ul>\n";
    for (std::size_t i = 0; i < failures.size() && i < most_failures_named; ++i) {
        html += "<li>" + html_escape(failure_in_words(failures[i])) + "</li>\n";
    }
    html += "</ul>\n";
    if (const auto more = units_behind(failures, most_failures_named); more > 0) {
        html += fmt::format("<p>And {} more, in failures.csv.</p>\n", more);
    }
    return html;
}

std::string html_notices(std::string_view title, const std::vector<study::Notice>& notices) {
    if (notices.empty()) {
        return {};
    }
    auto html = "<h2>" + html_escape(title) + "</h2>\n<ul>\n";
    for (const auto& notice : notices) {
        const auto times = notice.count > 1 ? fmt::format(" ({} times)", notice.count) : std::string();
        html += "<li>" + html_escape(notice.text) + times + "</li>\n";
    }
    return html + "</ul>\n";
}

std::string html_config(const study::StudyResults& results) {
    if (results.config_text.empty()) {
        return {};
    }
    // The parser of HTML drops one line feed after <pre>: this one, not the config's own.
    return "<h2>Config</h2>\n<pre>\n" + html_escape(results.config_text) + "</pre>\n";
}

std::string html_versions(const study::StudyResults& results) {
    if (results.versions.empty()) {
        return {};
    }
    std::string html = "<h2>Versions</h2>\n<dl>\n";
    for (const auto& [name, version] : results.versions) {
        html += "<dt>" + html_escape(name) + "</dt><dd>" + html_escape(version) + "</dd>\n";
    }
    return html + "</dl>\n";
}

} // namespace sinter::report
