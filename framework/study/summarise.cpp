// SPDX-License-Identifier: Apache-2.0
#include "framework/study/summarise.hpp"

#include <fmt/format.h>

#include <set>

namespace sinter::study {
namespace {

std::string_view name_of(data::RepeatsPolicy policy) {
    return policy == data::RepeatsPolicy::keep     ? "keep"
           : policy == data::RepeatsPolicy::median ? "median"
                                                   : "error";
}

std::vector<std::pair<std::string, std::string>> options_as_text(const ChosenPlugin& chosen) {
    std::vector<std::pair<std::string, std::string>> options;
    for (const auto& parameter : chosen.plugin->parameters().all()) {
        options.emplace_back(parameter.name, plugin::describe_value(chosen.options.value(parameter.name)));
    }
    return options;
}

StrategySummary summary_of(const Plan& plan, const PlannedStrategy& strategy) {
    StrategySummary summary;
    summary.name = strategy.name;
    summary.plugin = strategy.chosen.plugin->id();
    summary.target = plan.dataset.labels[strategy.target].name;
    for (const std::size_t source : strategy.sources) {
        summary.sources.push_back(plan.dataset.labels[source].name);
    }
    summary.baseline = strategy.baseline;
    summary.primary = strategy.primary;
    summary.transductive = !strategy.sources.empty() && strategy.hold_out_sources == HoldOutSources::no;
    summary.options = options_as_text(strategy.chosen);
    return summary;
}

std::vector<std::pair<std::string, std::string>> versions(const Plan& plan) {
    std::vector<std::pair<std::string, std::string>> result{{"sinter", SINTER_VERSION}};
    std::set<std::string> seen;
    const auto add = [&](const ChosenPlugin& chosen) {
        if (seen.insert(chosen.plugin->id()).second) {
            result.emplace_back(chosen.plugin->id(), chosen.plugin->version());
        }
    };
    for (const auto& featurizer : plan.featurizers) {
        add(featurizer.chosen);
    }
    for (const auto& learner : plan.learners) {
        add(learner.chosen);
    }
    for (const auto& strategy : plan.strategies) {
        add(strategy.chosen);
    }
    return result;
}

/// Single measurements on both sides of a split make the error look smaller than it is for new materials.
void warn_of_leaks(const Plan& plan, std::vector<Notice>& notices) {
    const data::LabelColumn& target = plan.target();
    if (plan.config.protocol.group_by == GroupBy::record && target.repeated_materials > 0 &&
        target.repeats == data::RepeatsPolicy::keep) {
        notices.push_back(
            {fmt::format("leak: folds are by record, and {} materials have several records of {}: some are "
                         "in training and in test at once",
                         target.repeated_materials, target.name),
             1});
    }
    for (const auto& strategy : plan.strategies) {
        if (strategy.sources.empty() || strategy.hold_out_sources != HoldOutSources::no) {
            continue;
        }
        notices.push_back(
            {fmt::format("{} is transductive: its sources keep rows of held-out materials", strategy.name),
             1});
    }
}

} // namespace

std::string describe(const ProtocolChoice& protocol) {
    std::string text = protocol.kind == ProtocolKind::k_fold
                           ? fmt::format("{}-fold", protocol.folds)
                           : fmt::format("holdout of {:g} %", 100 * protocol.test_fraction);
    text += fmt::format(", {} repeat{}", protocol.repeats, protocol.repeats == 1 ? "" : "s");
    return text + (protocol.group_by == GroupBy::composition ? ", grouped by composition" : ", by record");
}

std::vector<LabelSummary> label_summaries(const data::Dataset& dataset) {
    std::vector<LabelSummary> labels;
    for (const auto& label : dataset.labels) {
        LabelSummary summary;
        summary.name = label.name;
        summary.unit = label.unit;
        summary.context = label.context;
        summary.rows = label.size();
        summary.materials = static_cast<std::int64_t>(dataset.materials_with(label).size());
        summary.repeated_materials = label.repeated_materials;
        summary.repeats_policy = name_of(label.repeats);
        labels.push_back(std::move(summary));
    }
    return labels;
}

std::vector<OverlapSummary> overlap_summaries(const data::Dataset& dataset, const data::LabelColumn& target) {
    std::vector<OverlapSummary> overlaps;
    for (const auto& label : dataset.labels) {
        if (label.name != target.name) {
            overlaps.push_back({target.name, label.name, data::overlap(dataset, target, label)});
        }
    }
    return overlaps;
}

std::vector<Notice> left_out(const data::Dataset& dataset) {
    std::vector<Notice> notices;
    for (const auto& table : dataset.tables) {
        const std::string file = std::filesystem::path(table.file).filename().string();
        const auto add = [&](std::int64_t count, const std::string& why) {
            if (count > 0) {
                notices.push_back({file + ": " + why, count});
            }
        };
        add(table.rows_filtered, "left out by `where`");
        for (const auto& [reason, count] : table.skipped_reasons) {
            add(count, reason);
        }
        add(table.rows_without_label, "no label");
    }
    return notices;
}

StudyResults summarise(const Plan& plan, const FeatureMatrix& features, const std::vector<Notice>& notices) {
    StudyResults results;
    results.name = plan.config.name.value;
    results.seed = plan.config.seed;
    results.protocol = describe(plan.config.protocol);
    results.target = plan.target().name;
    results.target_unit = plan.target().unit;
    results.labels = label_summaries(plan.dataset);
    results.overlaps = overlap_summaries(plan.dataset, plan.target());
    for (const auto& strategy : plan.strategies) {
        results.strategies.push_back(summary_of(plan, strategy));
    }
    results.left_out = left_out(plan.dataset);
    warn_of_leaks(plan, results.notices);
    results.notices.insert(results.notices.end(), features.notes.begin(), features.notes.end());
    results.notices.insert(results.notices.end(), notices.begin(), notices.end());
    results.versions = versions(plan);
    results.config_text = plan.config.text;
    return results;
}

} // namespace sinter::study
