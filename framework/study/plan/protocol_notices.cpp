// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/protocol_notices.hpp"

#include <sinter/rounding.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace sinter::study {
namespace {

void add(std::string text, std::vector<Notice>& notices) { notices.push_back({std::move(text), 1}); }

/// Single measurements on both sides of a split make the error look smaller than it is for new materials.
void add_leaks(const Plan& plan, std::vector<Notice>& notices) {
    for (const std::size_t target : plan.targets) {
        const data::LabelColumn& label = plan.dataset.labels[target];
        const bool repeats = label.repeated_materials > 0 && label.repeats == data::RepeatsPolicy::keep;
        if (plan.groups.by_record && (repeats || !plan.dataset.rows_are_materials())) {
            add(fmt::format("leak: folds are by record, and materials have several records of {}: some are "
                            "in training and in test at once",
                            label.name),
                notices);
        }
    }
}

void add_of_strategy(const Plan& plan, const PlannedStrategy& strategy, std::vector<Notice>& notices) {
    if (strategy.placebo) {
        add(fmt::format("{} is a placebo: its sources' labels are shuffled between materials, so it shows "
                        "what is gained if there is nothing to transfer",
                        strategy.name),
            notices);
    }
    if (strategy.reads_candidates) {
        add(fmt::format(
                "{} is transductive: it sees the features of held-out materials, without their labels, "
                "when it is fitted",
                strategy.name),
            notices);
    }
    if (!strategy.sources.empty() && strategy.hold_out_sources == HoldOutSources::no) {
        add(fmt::format("{} is transductive: its sources keep rows of held-out materials", strategy.name),
            notices);
    } else if (!strategy.sources.empty() && plan.groups.by_record) {
        add(fmt::format("leak: folds are by record, so the sources of {} keep rows of held-out materials",
                        strategy.name),
            notices);
    }
}

/// Each pair once, however many strategies have it.
void add_without_overlap(const Plan& plan, std::vector<Notice>& notices) {
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const auto& strategy : plan.strategies) {
        for (const std::size_t target : strategy.targets) {
            for (const std::size_t source : strategy.sources) {
                const auto& a = plan.dataset.labels[target];
                const auto& b = plan.dataset.labels[source];
                if (seen.emplace(target, source).second && data::overlap(plan.dataset, a, b) == 0) {
                    add(fmt::format("{} and {} have 0 materials in common: what the source gives is checked "
                                    "by none of them",
                                    a.name, b.name),
                        notices);
                }
            }
        }
    }
}

/// How many groups have records of each class; a group may count in several.
std::vector<std::size_t> groups_of_classes(const Plan& plan, std::size_t target) {
    const auto& label = plan.dataset.labels[target];
    std::vector<std::set<std::uint64_t>> groups(label.classes.size());
    for (const auto& record : plan.records) {
        if (record.label == target) {
            const auto index =
                static_cast<std::size_t>(label.values[static_cast<std::size_t>(record.record)]);
            groups[index].insert(group_key(plan, record));
        }
    }
    std::vector<std::size_t> counts;
    for (const auto& group : groups) {
        counts.push_back(group.size());
    }
    return counts;
}

/// Folds that every class should be in; 0: none are promised.
std::size_t stratified_folds(const ProtocolChoice& protocol) {
    const bool stratified = protocol.kind == ProtocolKind::k_fold && protocol.stratify;
    return stratified                                ? static_cast<std::size_t>(protocol.folds)
           : protocol.kind == ProtocolKind::matbench ? 5
                                                     : 0;
}

void add_small_classes(const Plan& plan, std::size_t target, std::vector<Notice>& notices) {
    const auto& label = plan.dataset.labels[target];
    const std::size_t folds = stratified_folds(plan.config.protocol);
    std::vector<std::string> single;
    std::vector<std::string> few;
    const auto counts = groups_of_classes(plan, target);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 1) {
            single.push_back(label.classes[i]);
        } else if (counts[i] > 1 && counts[i] < folds) {
            few.push_back(fmt::format("{} ({})", label.classes[i], counts[i]));
        }
    }
    if (!single.empty()) {
        add(fmt::format(
                "classes of {} with a single group: {}: when one is tested, nothing of it was trained on",
                label.name, fmt::join(single, ", ")),
            notices);
    }
    if (!few.empty()) {
        add(fmt::format("classes of {} with fewer groups than the {} stratified folds: {}: some folds have "
                        "none of them",
                        label.name, folds, fmt::join(few, ", ")),
            notices);
    }
}

/// Equal labels teach nothing, and every error of such a study is 0 or undefined: a wrong column most often.
void add_constant(const data::LabelColumn& label, std::vector<Notice>& notices) {
    if (label.size() < 2 || varies_beyond_rounding(label.values)) {
        return;
    }
    const std::string value =
        label.kind == data::LabelKind::classes
            ? label.classes[static_cast<std::size_t>(label.values.front())]
            : fmt::format("{}{}{}", label.values.front(), label.unit.empty() ? "" : " ", label.unit);
    add(fmt::format("all labels of {} are equal ({}): there is nothing to learn from them", label.name,
                    value),
        notices);
}

/// Each label that a strategy uses, once: targets first.
std::vector<std::size_t> used_labels(const Plan& plan) {
    std::vector<std::size_t> labels = plan.targets;
    for (const auto& strategy : plan.strategies) {
        for (const std::size_t source : strategy.sources) {
            if (std::find(labels.begin(), labels.end(), source) == labels.end()) {
                labels.push_back(source);
            }
        }
    }
    return labels;
}

} // namespace

std::vector<Notice> protocol_notices(const Plan& plan) {
    std::vector<Notice> notices;
    add_leaks(plan, notices);
    for (const auto& strategy : plan.strategies) {
        add_of_strategy(plan, strategy, notices);
    }
    add_without_overlap(plan, notices);
    for (const std::size_t label : used_labels(plan)) {
        add_constant(plan.dataset.labels[label], notices);
    }
    for (const std::size_t target : plan.targets) {
        if (plan.dataset.labels[target].kind == data::LabelKind::classes) {
            add_small_classes(plan, target, notices);
        }
    }
    return notices;
}

} // namespace sinter::study
