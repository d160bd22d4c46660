// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/trial_problem.hpp"

#include "framework/data/tables/label_transform.hpp"
#include "framework/study/plan/held_out.hpp"

#include <sinter/rounding.hpp>
#include <sinter/unknown.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace sinter::study {
namespace {

void add_record(const data::LabelColumn& label, std::size_t record, TaskRecords& to) {
    to.rows.push_back(label.rows[record]);
    to.labels.push_back(data::apply_transform(label.values[record], label.transform));
    if (!label.weights.empty()) {
        to.weights.push_back(label.weights[record]);
    }
    if (!label.errors.empty()) {
        to.errors.push_back(
            data::transformed_error(label.values[record], label.errors[record], label.transform));
    }
}

Task task_of(const data::LabelColumn& label, const TaskRecords& records, Stream stream) {
    return {{label.name, data::fitted_unit(label.unit, label.transform),
             static_cast<std::uint32_t>(label.classes.size())},
            label.context,
            records.rows,
            records.labels,
            records.weights,
            stream,
            records.errors,
            label.fidelity,
            label.cost};
}

SourceRows source_rows_of(HoldOutSources hold_out, bool by_record) {
    if (hold_out == HoldOutSources::out_of_bag) {
        return SourceRows::read_out_of_bag;
    }
    // A record that is held out alone leaves other records of its material.
    return hold_out == HoldOutSources::no || by_record ? SourceRows::kept : SourceRows::held_out;
}

} // namespace

TrialProblem::TrialProblem(const Plan& plan, const FeatureMatrix& features, const Trial& trial)
    : plan_(plan), features_(features), strategy_(plan.strategies[trial.strategy]),
      split_(plan.splits[trial.split].rows),
      repeat_stream_(
          study_stream(plan.config).derive("repeat").derive(static_cast<std::uint64_t>(split_.repeat))),
      stream_(repeat_stream_.derive("fold").derive(static_cast<std::uint64_t>(split_.fold))) {
    problem_.features = features.values;
    problem_.materials = plan.row_materials;
    problem_.feature_infos = features.features;
    if (strategy_.reads_compositions) {
        compositions_.emplace(plan.dataset);
        problem_.compositions = Materials(compositions_->view());
    }
    problem_.stream = stream_;
    problem_.source_rows = source_rows_of(strategy_.hold_out_sources, plan.groups.by_record);
    add_targets();
    add_sources();
    add_candidates();
}

void TrialProblem::add_targets() {
    targets_.resize(strategy_.targets.size());
    for (std::size_t t = 0; t < targets_.size(); ++t) {
        const data::LabelColumn& label = plan_.dataset.labels[strategy_.targets[t]];
        for (const std::int64_t index : split_.training) {
            const TargetRecord& record = plan_.records[static_cast<std::size_t>(index)];
            if (record.label == strategy_.targets[t]) {
                add_record(label, static_cast<std::size_t>(record.record), targets_[t]);
            }
        }
        problem_.targets.push_back(task_of(label, targets_[t], stream_));
    }
}

const data::LabelColumn& TrialProblem::source_label(std::size_t k) const {
    const std::size_t label = strategy_.sources[k];
    return strategy_.placebo ? plan_.shuffled.at(label) : plan_.dataset.labels[label];
}

void TrialProblem::add_sources() {
    const HeldOut is_held_out(plan_, strategy_.hold_out_sources, split_);
    std::vector<bool> held_out;
    for (std::size_t row = 0; row < plan_.row_materials.size(); ++row) {
        held_out.push_back(is_held_out(static_cast<std::int64_t>(row)));
    }
    // Where sources do not depend on the fold, neither do their random numbers: one fit serves all folds of a repeat.
    const bool same_in_all_folds = std::find(held_out.begin(), held_out.end(), true) == held_out.end();
    const Stream stream = same_in_all_folds ? repeat_stream_ : stream_;
    sources_.resize(strategy_.sources.size());
    for (std::size_t k = 0; k < sources_.size(); ++k) {
        const data::LabelColumn& label = source_label(k);
        for (std::size_t record = 0; record < label.rows.size(); ++record) {
            if (!held_out[static_cast<std::size_t>(label.rows[record])]) {
                add_record(label, record, sources_[k]);
            }
        }
        problem_.sources.push_back(task_of(label, sources_[k], stream));
    }
}

void TrialProblem::add_candidates() {
    for (const std::int64_t index : split_.test) {
        const TargetRecord& record = plan_.records[static_cast<std::size_t>(index)];
        const auto& targets = strategy_.targets;
        if (std::find(targets.begin(), targets.end(), record.label) != targets.end()) {
            candidate_rows_.push_back(record.row);
        }
    }
    std::sort(candidate_rows_.begin(), candidate_rows_.end());
    candidate_rows_.erase(std::unique(candidate_rows_.begin(), candidate_rows_.end()), candidate_rows_.end());
    candidate_features_ = features_.values(candidate_rows_, Eigen::all);
    for (const std::int64_t row : candidate_rows_) {
        candidate_materials_.push_back(plan_.row_materials[static_cast<std::size_t>(row)]);
    }
    known_sources_ = RowMatrix::Constant(static_cast<Index>(candidate_rows_.size()),
                                         static_cast<Index>(strategy_.sources.size()),
                                         std::numeric_limits<double>::quiet_NaN());
    for (std::size_t k = 0; k < strategy_.sources.size(); ++k) {
        add_known_source(k);
    }
    candidates_ = {candidate_features_, candidate_materials_, known_sources_};
    if (strategy_.reads_compositions) {
        candidate_compositions_.emplace(plan_.dataset, candidate_rows_);
        candidates_.compositions = Materials(candidate_compositions_->view());
    }
    unknown_sources_ = RowMatrix::Constant(known_sources_.rows(), known_sources_.cols(), unknown);
    at_fit_ = candidates_;
    at_fit_.known_sources = unknown_sources_;
    problem_.candidates = &at_fit_;
}

/// What is measured of source k for the candidates' materials: of several numbers the mean; of several
/// classes the first.
void TrialProblem::add_known_source(std::size_t k) {
    const data::LabelColumn& label = source_label(k);
    std::unordered_map<std::uint64_t, std::vector<double>> known;
    for (const std::uint64_t material : candidate_materials_) {
        known.emplace(material, std::vector<double>());
    }
    for (std::size_t record = 0; record < label.rows.size(); ++record) {
        const auto found = known.find(plan_.row_materials[static_cast<std::size_t>(label.rows[record])]);
        if (found != known.end() && (found->second.empty() || label.kind == data::LabelKind::number)) {
            found->second.push_back(data::apply_transform(label.values[record], label.transform));
        }
    }
    for (std::size_t i = 0; i < candidate_materials_.size(); ++i) {
        const std::vector<double>& values = known.at(candidate_materials_[i]);
        if (!values.empty()) {
            known_sources_(static_cast<Index>(i), static_cast<Index>(k)) = mean_of_values(values);
        }
    }
}

} // namespace sinter::study
