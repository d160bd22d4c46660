// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/derived_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace sinter::study {
namespace {

struct Mean {
    double sum = 0;
    double count = 0;
};

/// By row: one mean a label of the quantity.
std::map<std::int64_t, std::vector<Mean>> means_by_row(const Plan& plan, const PlannedDerived& derived,
                                                       const std::vector<std::int64_t>& records) {
    std::map<std::int64_t, std::vector<Mean>> rows;
    for (const std::int64_t index : records) {
        const TargetRecord& record = plan.records[static_cast<std::size_t>(index)];
        const auto label = std::find(derived.labels.begin(), derived.labels.end(), record.label);
        if (label == derived.labels.end()) {
            continue;
        }
        auto& means = rows[record.row];
        means.resize(derived.labels.size());
        auto& mean = means[static_cast<std::size_t>(label - derived.labels.begin())];
        mean.sum += plan.dataset.labels[record.label].values[static_cast<std::size_t>(record.record)];
        mean.count += 1;
    }
    return rows;
}

} // namespace

std::vector<PlannedDerived> plan_derived(const Config& config, const data::Dataset& dataset) {
    diagnostics::Diagnostics known; // reading the config has reported them
    std::vector<PlannedDerived> planned;
    for (auto& resolved : resolve_derived(config, known)) {
        PlannedDerived derived;
        for (const auto& name : resolved.expression.names()) {
            derived.labels.push_back(static_cast<std::size_t>(dataset.label(name) - dataset.labels.data()));
        }
        derived.name = std::move(resolved.name);
        derived.unit = std::move(resolved.unit);
        derived.law = resolved.law;
        derived.expression = std::move(resolved.expression);
        derived.classes = std::move(resolved.classes);
        planned.push_back(std::move(derived));
    }
    return planned;
}

std::vector<std::string> label_names(const Plan& plan, const PlannedDerived& derived) {
    std::vector<std::string> names;
    for (const std::size_t label : derived.labels) {
        names.push_back(plan.dataset.labels[label].name);
    }
    return names;
}

bool predicts(const PlannedStrategy& strategy, const PlannedDerived& derived) {
    const auto& targets = strategy.targets;
    return std::all_of(derived.labels.begin(), derived.labels.end(), [&](std::size_t label) {
        return std::find(targets.begin(), targets.end(), label) != targets.end();
    });
}

std::vector<DerivedTruth> derived_truths(const Plan& plan, const PlannedDerived& derived,
                                         const std::vector<std::int64_t>& records) {
    std::vector<DerivedTruth> truths;
    const auto width = static_cast<Eigen::Index>(derived.labels.size());
    for (const auto& [row, means] : means_by_row(plan, derived, records)) {
        Eigen::MatrixXd values(1, width);
        for (std::size_t k = 0; k < means.size(); ++k) {
            values(0, static_cast<Eigen::Index>(k)) = means[k].sum / means[k].count; // NaN where unknown
        }
        // A class has no NaN to show that an argument is unknown.
        const double value = values.allFinite() ? derived.expression.evaluate(values)[0] : std::nan("");
        if (std::isfinite(value)) {
            truths.push_back({row, value});
        }
    }
    return truths;
}

void check_derived_rows(const Plan& plan, diagnostics::Diagnostics& diagnostics) {
    std::vector<std::int64_t> all(plan.records.size());
    std::iota(all.begin(), all.end(), std::int64_t{0});
    for (std::size_t i = 0; i < plan.derived.size(); ++i) {
        if (derived_truths(plan, plan.derived[i], all).empty()) {
            diagnostics.error(
                diagnostics::ErrorKind::data, plan.config.derived[i].where,
                fmt::format("no row has all that \"{}\" is made of: {}", plan.derived[i].name,
                            fmt::join(label_names(plan, plan.derived[i]), ", ")),
                {"its value must be known of some materials for predictions to be compared with"});
        }
    }
}

} // namespace sinter::study
