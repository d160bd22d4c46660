// SPDX-License-Identifier: Apache-2.0
#include "framework/report/sections/study_sections.hpp"

#include "framework/report/words/completeness.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace sinter::report {

namespace {

ReportTable labels_table(const study::StudyResults& results) {
    ReportTable table{"Labels",
                      {{"label", Align::left},
                       {"unit", Align::left},
                       {"context", Align::left},
                       {"rows"},
                       {"materials"},
                       {"repeated", Align::right, "materials with several rows in the file"},
                       {"policy", Align::left, "what is done with these"}}};
    for (const auto& label : results.labels) {
        table.rows.push_back(
            {{label.name, label.unit, label.context, label.rows, label.materials, label.repeated_materials,
              label.repeated_materials > 0 ? label.repeats_policy : std::string()}});
    }
    return table;
}

ReportTable overlaps_table(const study::StudyResults& results) {
    ReportTable table{"Materials that two labels share",
                      {{"label", Align::left}, {"and", Align::left}, {"materials"}}};
    for (const auto& overlap : results.overlaps) {
        table.rows.push_back({{overlap.first, overlap.second, overlap.materials}});
    }
    return table;
}

ReportTable strategies_table(const ScoredStudy& scored) {
    ReportTable table{"The strategies and their options in force",
                      {{"strategy", Align::left},
                       {"plugin", Align::left},
                       {"target", Align::left},
                       {"sources", Align::left},
                       {"options", Align::left}}};
    const auto& results = scored.results;
    for (std::size_t i = 0; i < results.strategies.size(); ++i) {
        const auto& strategy = results.strategies[i];
        if (i == scored.nested) {
            continue;
        }
        std::vector<std::string> targets;
        for (const std::size_t target : strategy.targets) {
            if (results.derived_of(results.targets[target]) == nullptr) {
                targets.push_back(results.targets[target]);
            }
        }
        std::vector<std::string> options;
        for (const auto& [name, value] : strategy.options) {
            options.push_back(fmt::format("{} = {}", name, value));
        }
        table.rows.push_back({{strategy.name, strategy.plugin, fmt::format("{}", fmt::join(targets, ", ")),
                               fmt::format("{}", fmt::join(strategy.sources, ", ")),
                               fmt::format("{}", fmt::join(options, ", "))},
                              Seen::on_page});
    }
    return table;
}

} // namespace

Section data_section(const study::StudyResults& results) {
    if (results.labels.empty()) {
        return {};
    }
    Section section{"Data", {}, {labels_table(results)}};
    if (!results.overlaps.empty()) {
        section.tables.push_back(overlaps_table(results));
    }
    return section;
}

Section protocol_section(const ScoredStudy& scored) {
    const auto& results = scored.results;
    const auto complete = completeness_in_words(results);
    Section section{"Protocol",
                    {fmt::format("{}. Seed {}.{}", results.protocol, results.seed,
                                 complete.empty() ? complete : " " + complete)}};
    if (!results.strategies.empty()) {
        section.tables.push_back(strategies_table(scored));
    }
    return section;
}

Section failures_section(const study::StudyResults& results) {
    const auto failures = grouped_failures(results);
    const auto names = results.trial_names();
    Section section{"Failed"};
    for (std::size_t i = 0; i < failures.size() && i < most_failures_named; ++i) {
        section.items.push_back(failure_in_words(failures[i], names));
    }
    if (const auto more = trials_behind(failures, most_failures_named); more > 0) {
        section.note = fmt::format("And {} more, in failures.csv.", more);
    }
    return section;
}

Section notices_section(std::string title, const std::vector<study::Notice>& notices) {
    Section section{std::move(title)};
    for (const auto& notice : notices) {
        section.items.push_back(notice.count > 1 ? fmt::format("{} ({} times)", notice.text, notice.count)
                                                 : notice.text);
    }
    return section;
}

} // namespace sinter::report
