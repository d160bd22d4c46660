// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/summarise.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/study/config/protocol_words.hpp"
#include "framework/study/notices/data_notices.hpp"
#include "framework/study/notices/notice_board.hpp"
#include "framework/study/plan/derived_rows.hpp"
#include "framework/study/plan/label_contradictions.hpp"
#include "framework/study/plan/named_strategies.hpp"
#include "framework/study/plan/protocol_notices.hpp"
#include "framework/study/run/derived_results.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace sinter::study {
namespace {

std::string_view name_of(data::RepeatsPolicy policy) {
    return policy == data::RepeatsPolicy::keep     ? "keep"
           : policy == data::RepeatsPolicy::median ? "median"
                                                   : "error";
}

using Options = std::vector<std::pair<std::string, std::string>>;

Options options_as_text(const ChosenPlugin& chosen) {
    Options options;
    for (const auto& parameter : chosen.plugin->parameters().all()) {
        options.emplace_back(parameter.name,
                             plugin::describe_value(parameter, chosen.options.value(parameter.name)));
    }
    return options;
}

/// The strategy's options; those of a learner that it names stand behind the name.
Options options_in_force(const Plan& plan, const ChosenPlugin& chosen) {
    Options options = options_as_text(chosen);
    const auto& parameters = chosen.plugin->parameters().all();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto named = named_learners(chosen, parameters[i]);
        for (const auto& learner : plan.learners) {
            if (std::find(named.begin(), named.end(), learner.name) == named.end()) {
                continue;
            }
            options[i].second += fmt::format(
                "{}: {}", parameters[i].type == ParameterType::learners ? "; " + learner.name : "",
                learner.chosen.plugin->id());
            for (const auto& [name, value] : options_as_text(learner.chosen)) {
                options[i].second += fmt::format(", {} = {}", name, value);
            }
        }
    }
    return options;
}

/// The config as it was written, and what the command line changed.
std::string config_text(const Config& config) {
    std::string text;
    for (const auto& change : config.overrides) {
        text += "# changed on the command line: " + change + "\n";
    }
    return text + config.text;
}

StrategySummary summary_of(const Plan& plan, const PlannedStrategy& strategy) {
    StrategySummary summary;
    summary.name = strategy.name;
    summary.plugin = strategy.chosen.plugin->id();
    for (const std::size_t target : strategy.targets) {
        summary.targets.push_back(target_of_label(plan, target));
    }
    for (const std::size_t source : strategy.sources) {
        summary.sources.push_back(plan.dataset.labels[source].name);
    }
    for (std::size_t d = 0; d < plan.derived.size(); ++d) {
        if (predicts(strategy, plan.derived[d])) {
            summary.targets.push_back(plan.targets.size() + d);
        }
    }
    summary.baseline = strategy.baseline;
    summary.primary = strategy.primary;
    summary.placebo = strategy.placebo;
    summary.reads_candidates = strategy.reads_candidates;
    summary.transductive = !strategy.sources.empty() && strategy.hold_out_sources == HoldOutSources::no;
    summary.options = options_in_force(plan, strategy.chosen);
    return summary;
}

std::vector<std::pair<std::string, std::string>> versions(const Plan& plan) {
    std::vector<std::pair<std::string, std::string>> result{{"sinter", SINTER_VERSION}};
    for (const auto& [id, loaded] : plugins_of(plan)) {
        result.emplace_back(id, loaded->version());
    }
    return result;
}

/// By the records that the splits hold out; inner folds are no folds of their own.
std::vector<PlannedFolds> planned_folds(const Plan& plan) {
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> counts; // by target and size
    for (const auto& split : plan.splits) {
        std::set<std::size_t> held_out;
        for (const std::int64_t record : split.rows.test) {
            held_out.insert(plan.records[static_cast<std::size_t>(record)].label);
        }
        for (const std::size_t label : split.inner < 0 ? held_out : std::set<std::size_t>()) {
            ++counts[{target_of_label(plan, label), split.size}];
        }
    }
    std::vector<PlannedFolds> planned;
    for (const auto& [place, folds] : counts) {
        planned.push_back({place.first, place.second, folds});
    }
    return planned;
}

/// What the trials' plugins said, each text once with its count over all trials.
std::vector<Notice> notices_of(const Outcomes& outcomes) {
    NoticeBoard board;
    for (const auto& outcome : outcomes) {
        if (outcome) {
            for (const auto& notice : outcome->notices) {
                if (!notice.detail) {
                    board.add(notice.text, notice.count);
                }
            }
        }
    }
    return board.all();
}

std::vector<TrialKey> trial_keys(const Plan& plan) {
    std::vector<TrialKey> keys;
    for (const auto& trial : plan.trials) {
        keys.push_back(key_of(plan, trial));
    }
    return keys;
}

} // namespace

std::vector<LabelSummary> label_summaries(const data::Dataset& dataset) {
    std::vector<LabelSummary> labels;
    for (const auto& label : dataset.labels) {
        LabelSummary summary;
        summary.name = label.name;
        summary.unit = label.unit;
        summary.context = label.context;
        summary.classes = label.classes;
        summary.rows = label.size();
        summary.materials = static_cast<std::int64_t>(dataset.materials_with(label).size());
        summary.repeated_materials = label.repeated_materials;
        summary.repeats_policy = name_of(label.repeats);
        if (label.table < dataset.tables.size()) {
            summary.file = std::filesystem::path(dataset.tables[label.table].file).filename().string();
            summary.lines = label.lines;
        }
        labels.push_back(std::move(summary));
    }
    return labels;
}

std::vector<OverlapSummary> overlap_summaries(const Plan& plan) {
    const auto& labels = plan.dataset.labels;
    std::vector<OverlapSummary> overlaps;
    std::set<std::size_t> done;
    for (const std::size_t target : plan.targets) {
        done.insert(target);
        for (std::size_t other = 0; other < labels.size(); ++other) {
            if (!done.contains(other)) {
                overlaps.push_back({labels[target].name, labels[other].name,
                                    data::overlap(plan.dataset, labels[target], labels[other])});
            }
        }
    }
    return overlaps;
}

namespace {

constexpr std::size_t most_lines_named = 10; ///< per reason; left_out.csv has all

/// "line 4", "lines 4, 7 and 12 more".
std::string first_lines(const std::vector<data::SkippedRow>& rows) {
    std::vector<std::uint32_t> lines;
    for (std::size_t i = 0; i < std::min(most_lines_named, rows.size()); ++i) {
        lines.push_back(rows[i].line);
    }
    return fmt::format("{} {}{}", bytes::for_count(rows.size(), "line", "lines"), fmt::join(lines, ", "),
                       rows.size() > lines.size() ? fmt::format(" and {} more", rows.size() - lines.size())
                                                  : "");
}

std::vector<LeftOutRow> left_out_rows(const data::Dataset& dataset) {
    std::vector<LeftOutRow> rows;
    for (const auto& table : dataset.tables) {
        const auto first = static_cast<std::ptrdiff_t>(rows.size());
        for (std::size_t i = 0; i < table.skipped_rows.size(); ++i) {
            for (const auto& row : table.skipped_rows[i]) {
                rows.push_back({std::filesystem::path(table.file).filename().string(), row.line,
                                table.skipped_reasons[i].first, row.cell});
            }
        }
        std::stable_sort(rows.begin() + first, rows.end(),
                         [](const LeftOutRow& a, const LeftOutRow& b) { return a.line < b.line; });
    }
    return rows;
}

} // namespace

std::vector<Notice> left_out(const data::Dataset& dataset) {
    std::vector<Notice> notices;
    for (const auto& table : dataset.tables) {
        const std::string file = std::filesystem::path(table.file).filename().string();
        const auto add = [&](std::int64_t count, const std::string& what) {
            if (count > 0) {
                notices.push_back({fmt::format("{} of {} {}", bytes::counted(count, "row"), file, what), 1});
            }
        };
        add(table.rows_filtered, std::string(bytes::for_count(table.rows_filtered, "does", "do")) +
                                     " not meet the table's `where`");
        for (std::size_t i = 0; i < table.skipped_reasons.size(); ++i) {
            const auto& [reason, count] = table.skipped_reasons[i];
            add(count, fmt::format("cannot be read ({}): {}", reason, first_lines(table.skipped_rows[i])));
        }
        add(table.rows_without_label,
            std::string(bytes::for_count(table.rows_without_label, "has", "have")) + " no label");
    }
    return notices;
}

StudyResults describe_study(const Plan& plan, const FeatureMatrix& features) {
    StudyResults results;
    results.name = plan.config.name.value;
    results.seed = plan.config.seed;
    results.protocol = describe(plan.config.protocol);
    results.test_to_training = plan.test_to_training;
    for (const std::size_t target : plan.targets) {
        results.targets.push_back(plan.dataset.labels[target].name);
    }
    results.fractions = plan.fractions;
    results.overlaps = overlap_summaries(plan);
    results.contradictions = label_contradictions(plan.dataset, plan.targets);
    results.derived = derived_summaries(plan);
    for (const auto& derived : results.derived) {
        results.targets.push_back(derived.name);
    }
    results.labels = label_summaries(plan.dataset);
    for (const auto& strategy : plan.strategies) {
        results.strategies.push_back(summary_of(plan, strategy));
    }
    results.planned_trials = static_cast<std::int64_t>(plan.trials.size());
    results.planned_folds = planned_folds(plan);
    results.left_out = left_out(plan.dataset);
    results.left_out_rows = left_out_rows(plan.dataset);
    if (results.left_out_rows.size() > most_lines_named) {
        results.left_out.push_back(
            {"left_out.csv names every row that could not be read, and the text of the cell", 1});
    }
    results.notices = data_notices(plan.dataset);
    const auto of_protocol = protocol_notices(plan);
    results.notices.insert(results.notices.end(), of_protocol.begin(), of_protocol.end());
    results.notices.insert(results.notices.end(), features.notes.begin(), features.notes.end());
    results.versions = versions(plan);
    results.config_text = config_text(plan.config);
    return results;
}

StudyResults with_outcomes(StudyResults results, const std::vector<TrialKey>& trials, Outcomes outcomes) {
    const auto notices = notices_of(outcomes);
    results.notices.insert(results.notices.end(), notices.begin(), notices.end());
    for (std::size_t strategy = 0; strategy < results.strategies.size(); ++strategy) {
        for (std::size_t i = 0; i < trials.size(); ++i) {
            if (trials[i].strategy != strategy || !outcomes[i]) {
                continue;
            }
            TrialOutcome& outcome = *outcomes[i];
            if (!outcome.notices.empty()) {
                results.log.push_back({trials[i], std::move(outcome.notices)});
            }
            if (!outcome.error.empty()) {
                results.failed.push_back({trials[i], std::move(outcome.error)});
                continue;
            }
            ++results.finished_trials;
            std::move(outcome.results.begin(), outcome.results.end(), std::back_inserter(results.trials));
        }
    }
    return results;
}

StudyResults summarise(const Plan& plan, const FeatureMatrix& features, Outcomes outcomes) {
    return with_outcomes(describe_study(plan, features), trial_keys(plan), std::move(outcomes));
}

} // namespace sinter::study
