// SPDX-License-Identifier: Apache-2.0
#include "framework/study/unit_problem.hpp"

#include "framework/data/label_transform.hpp"

#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace sinter::study {
namespace {

void add_record(const data::LabelColumn& label, std::size_t record, TaskRecords& to) {
    to.rows.push_back(label.rows[record]);
    to.labels.push_back(data::apply_transform(label.values[record], label.transform));
    if (!label.weights.empty()) {
        to.weights.push_back(label.weights[record]);
    }
}

Task task_of(const data::LabelColumn& label, const TaskRecords& records, Stream stream) {
    return {
        {label.name, label.unit, 0}, label.context, records.rows, records.labels, records.weights, stream};
}

std::uint64_t material_of(const data::Dataset& dataset, std::int64_t row) {
    return dataset.materials
        .keys[static_cast<std::size_t>(dataset.row_materials[static_cast<std::size_t>(row)])];
}

} // namespace

UnitProblem::UnitProblem(const Plan& plan, const FeatureMatrix& features, const PlannedStrategy& strategy,
                         const evaluation::Split& split)
    : repeat_stream_(
          study_stream(plan.config).derive("repeat").derive(static_cast<std::uint64_t>(split.repeat))),
      stream_(repeat_stream_.derive("fold").derive(static_cast<std::uint64_t>(split.fold))) {
    for (std::int64_t row = 0; row < plan.dataset.row_count(); ++row) {
        row_materials_.push_back(material_of(plan.dataset, row));
    }
    problem_.features = features.values;
    problem_.materials = row_materials_;
    problem_.feature_infos = features.features;
    problem_.stream = stream_;
    problem_.read_sources_out_of_bag = strategy.hold_out_sources == HoldOutSources::out_of_bag;
    add_target(plan, strategy, split);
    add_sources(plan, strategy, split);
    add_candidates(plan, features, strategy, split);
}

void UnitProblem::add_target(const Plan& plan, const PlannedStrategy& strategy,
                             const evaluation::Split& split) {
    const data::LabelColumn& label = plan.dataset.labels[strategy.target];
    for (const std::int64_t record : split.training) {
        add_record(label, static_cast<std::size_t>(record), target_);
    }
    problem_.targets.push_back(task_of(label, target_, stream_));
}

void UnitProblem::add_sources(const Plan& plan, const PlannedStrategy& strategy,
                              const evaluation::Split& split) {
    // A record-level protocol holds out single measurements, not materials, so there is no source row to hold
    // out.
    std::unordered_set<std::uint64_t> held_out;
    if (strategy.hold_out_sources == HoldOutSources::yes &&
        plan.config.protocol.group_by == GroupBy::composition) {
        const auto& rows = plan.dataset.labels[strategy.target].rows;
        for (const std::int64_t record : split.test) {
            held_out.insert(row_materials_[static_cast<std::size_t>(rows[static_cast<std::size_t>(record)])]);
        }
    }
    // Where sources do not depend on the fold, neither do their random numbers: one fit serves all folds of a
    // repeat.
    const Stream stream = held_out.empty() ? repeat_stream_ : stream_;
    sources_.resize(strategy.sources.size());
    for (std::size_t k = 0; k < strategy.sources.size(); ++k) {
        const data::LabelColumn& label = plan.dataset.labels[strategy.sources[k]];
        for (std::size_t record = 0; record < label.rows.size(); ++record) {
            const auto row = static_cast<std::size_t>(label.rows[record]);
            if (held_out.count(row_materials_[row]) == 0) {
                add_record(label, record, sources_[k]);
            }
        }
        problem_.sources.push_back(task_of(label, sources_[k], stream));
    }
}

void UnitProblem::add_candidates(const Plan& plan, const FeatureMatrix& features,
                                 const PlannedStrategy& strategy, const evaluation::Split& split) {
    const auto& rows = plan.dataset.labels[strategy.target].rows;
    const auto count = static_cast<Index>(split.test.size());
    candidate_features_.resize(count, features.values.cols());
    for (Index i = 0; i < count; ++i) {
        const auto row = rows[static_cast<std::size_t>(split.test[static_cast<std::size_t>(i)])];
        candidate_features_.row(i) = features.values.row(row);
        candidate_materials_.push_back(row_materials_[static_cast<std::size_t>(row)]);
    }
    known_sources_ = RowMatrix::Constant(count, static_cast<Index>(strategy.sources.size()),
                                         std::numeric_limits<double>::quiet_NaN());
    for (std::size_t k = 0; k < strategy.sources.size(); ++k) {
        const data::LabelColumn& label = plan.dataset.labels[strategy.sources[k]];
        std::unordered_map<std::uint64_t, std::pair<double, double>>
            sums; // a label that is repeated counts by its mean
        for (std::size_t record = 0; record < label.rows.size(); ++record) {
            auto& sum = sums[row_materials_[static_cast<std::size_t>(label.rows[record])]];
            sum.first += data::apply_transform(label.values[record], label.transform);
            sum.second += 1;
        }
        for (Index i = 0; i < count; ++i) {
            const auto found = sums.find(candidate_materials_[static_cast<std::size_t>(i)]);
            if (found != sums.end()) {
                known_sources_(i, static_cast<Index>(k)) = found->second.first / found->second.second;
            }
        }
    }
    candidates_ = {candidate_features_, candidate_materials_, known_sources_};
}

} // namespace sinter::study
