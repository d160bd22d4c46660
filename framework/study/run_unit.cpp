// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run_unit.hpp"

#include "framework/bytes/shown_text.hpp"
#include "framework/data/label_transform.hpp"
#include "framework/evaluation/classification_metrics.hpp"
#include "framework/study/derived_rows.hpp"
#include "framework/study/derived_unit.hpp"
#include "framework/study/unit_problem.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <unordered_set>
#include <utility>

namespace sinter::study {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// A strategy's predictions for the candidates: rows x the targets' outputs side by side.
struct Outputs {
    Eigen::MatrixXd mean;
    Eigen::MatrixXd sigma_mean;
    Eigen::MatrixXd sigma_obs;
};

Outputs outputs_of(const UnitProblem& unit, const TransferModel& model) {
    Index width = 0;
    for (const auto& task : unit.problem().targets) {
        width += output_count(task.label);
    }
    const Index rows = unit.candidates().features.rows();
    Outputs out{Eigen::MatrixXd::Constant(rows, width, unknown), {}, {}};
    out.sigma_mean = out.mean;
    out.sigma_obs = out.mean;
    model.predict(unit.candidates(),
                  {MatrixOut(out.mean), MatrixOut(out.sigma_mean), MatrixOut(out.sigma_obs)});
    return out;
}

[[noreturn]] void refuse(const RowPrediction& row, const char* what) {
    throw Error(SINTER_NUMERICAL, fmt::format("the prediction for {} is {}", row.material, what));
}

/// What a prediction is that is not finite; a forest of few trees has none out of bag for some material.
const char* not_finite(const PlannedStrategy& strategy) {
    return !strategy.sources.empty() && strategy.hold_out_sources == HoldOutSources::out_of_bag
               ? "not a number: its sources are read out of bag, and all members may have seen this "
                 "material; more trees help"
               : "not a number";
}

/// A number in the label's unit: one that was fitted under a logarithm is put back, and its deviations to
/// first order.
void set_number(const data::LabelColumn& label, const Outputs& out, Index i, Index column,
                const char* if_not_finite, RowPrediction& row) {
    if (!std::isfinite(out.mean(i, column))) {
        refuse(row, if_not_finite);
    }
    row.mean = data::undo_transform(out.mean(i, column), label.transform);
    const double slope = label.transform == data::LabelTransform::none    ? 1.0
                         : label.transform == data::LabelTransform::log10 ? std::log(10.0) * row.mean
                                                                          : row.mean;
    row.sigma_mean = slope * out.sigma_mean(i, column);
    row.sigma_obs = slope * out.sigma_obs(i, column);
}

/// Probabilities must be ones: a strategy that gives others is refused, not repaired.
void set_class(const Outputs& out, Index i, Index first, Index count, RowPrediction& row) {
    constexpr double tolerance = 1e-6;
    double sum = 0;
    for (Index c = 0; c < count; ++c) {
        const double share = out.mean(i, first + c);
        if (!(share >= -tolerance && share <= 1 + tolerance)) {
            refuse(row, "not a probability");
        }
        row.shares.push_back(share);
        sum += share;
    }
    if (std::abs(sum - 1) > tolerance) {
        refuse(row, "not a set of probabilities: they do not add up to 1");
    }
    row.mean = static_cast<double>(evaluation::most_likely_class(row.shares));
    row.sigma_mean = unknown;
    row.sigma_obs = unknown;
}

void add_predictions(const Plan& plan, const UnitProblem& unit, const Outputs& out, std::size_t target,
                     Index first_column, UnitResult& result) {
    const data::LabelColumn& label = plan.dataset.labels[target];
    const auto& rows = unit.candidate_rows();
    const char* if_not_finite = not_finite(unit.strategy());
    for (auto& row : result.predictions) {
        const auto i = static_cast<Index>(std::lower_bound(rows.begin(), rows.end(), row.row) - rows.begin());
        if (label.kind == data::LabelKind::classes) {
            set_class(out, i, first_column, static_cast<Index>(label.classes.size()), row);
        } else {
            set_number(label, out, i, first_column, if_not_finite, row);
        }
    }
}

/// The held-out record as far as it is known before anything is predicted.
RowPrediction unpredicted(const Plan& plan, const TargetRecord& record) {
    const data::LabelColumn& label = plan.dataset.labels[record.label];
    RowPrediction row;
    row.row = record.row;
    row.record = record.record;
    row.material =
        plan.dataset.materials.key_text(plan.dataset.row_materials[static_cast<std::size_t>(record.row)]);
    row.group = group_name(plan, record);
    row.label = label.values[static_cast<std::size_t>(record.record)];
    return row;
}

void count_training(const Plan& plan, const evaluation::Split& split, std::size_t target,
                    UnitResult& result) {
    const data::LabelColumn& label = plan.dataset.labels[target];
    std::unordered_set<std::uint64_t> groups;
    double sum = 0;
    for (const std::int64_t index : split.training) {
        const TargetRecord& record = plan.records[static_cast<std::size_t>(index)];
        if (record.label == target) {
            ++result.training_rows;
            groups.insert(group_key(plan, record));
            sum += label.values[static_cast<std::size_t>(record.record)];
        }
    }
    result.training_groups = static_cast<std::int64_t>(groups.size());
    if (label.kind == data::LabelKind::number) {
        result.training_mean = sum / static_cast<double>(result.training_rows);
    }
}

void fit_and_predict(const Plan& plan, const FeatureMatrix& features, const Unit& unit,
                     const StudyServices& services, NoticeBoard& notices, std::vector<UnitResult>& results) {
    const PlannedStrategy& strategy = plan.strategies[unit.strategy];
    const UnitProblem problem(plan, features, unit);
    StudyHost host(services, problem.stream(), notices);
    const auto model = strategy.strategy->fit(problem.problem(), host);
    const Outputs out = outputs_of(problem, *model);
    Index column = 0;
    auto result = results.begin(); // in the targets' order; those without a held-out record have none
    for (std::size_t t = 0; t < strategy.targets.size(); ++t) {
        const Label& label = problem.problem().targets[t].label;
        if (result != results.end() && result->target == label.name) {
            add_predictions(plan, problem, out, strategy.targets[t], column, *result);
            ++result;
        }
        column += output_count(label);
    }
    add_derived_predictions({plan, unit, problem, *model, out.mean, out.sigma_obs, host}, notices, results);
}

/// Plugins may say any bytes; the journal can keep text only, and a report written from it must be the same.
void make_text_valid(UnitOutcome& outcome) {
    outcome.error = bytes::shown_text(outcome.error, bytes::Layout::lines);
    for (auto& notice : outcome.notices) {
        notice.text = bytes::shown_text(notice.text, bytes::Layout::lines);
    }
}

} // namespace

std::vector<UnitResult> empty_results(const Plan& plan, const Unit& unit) {
    const PlannedStrategy& strategy = plan.strategies[unit.strategy];
    const PlannedSplit& split = plan.splits[unit.split];
    std::vector<UnitResult> results;
    for (const std::size_t target : strategy.targets) {
        UnitResult result;
        result.strategy = strategy.name;
        result.target = plan.dataset.labels[target].name;
        result.repeat = split.rows.repeat;
        result.fold = split.rows.fold;
        result.inner = split.inner;
        result.fraction = split.fraction;
        for (const std::int64_t index : split.rows.test) {
            const TargetRecord& record = plan.records[static_cast<std::size_t>(index)];
            if (record.label == target) {
                result.predictions.push_back(unpredicted(plan, record));
            }
        }
        if (!result.predictions.empty()) {
            count_training(plan, split.rows, target, result);
            results.push_back(std::move(result));
        }
    }
    auto derived = empty_derived_results(plan, unit);
    std::move(derived.begin(), derived.end(), std::back_inserter(results));
    return results;
}

UnitOutcome run_unit(const Plan& plan, const FeatureMatrix& features, const Unit& unit,
                     const StudyServices& services) {
    const auto begin = std::chrono::steady_clock::now();
    UnitOutcome outcome;
    NoticeBoard notices;
    try {
        auto results = empty_results(plan, unit);
        if (!results.empty()) {
            fit_and_predict(plan, features, unit, services, notices, results);
        }
        outcome.results = std::move(results);
    } catch (const Error& error) {
        if (error.code() == SINTER_CANCELLED || services.stop.load()) {
            throw Error(SINTER_CANCELLED, "asked to stop");
        }
        outcome.error = error.what();
    } catch (const std::bad_alloc&) {
        outcome.error = "out of memory";
    }
    outcome.notices = notices.all();
    make_text_valid(outcome);
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (auto& result : outcome.results) {
        result.seconds = outcome.seconds;
    }
    return outcome;
}

} // namespace sinter::study
