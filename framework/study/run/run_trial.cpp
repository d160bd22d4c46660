// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/run_trial.hpp"

#include "framework/bytes/shown_text.hpp"
#include "framework/data/tables/label_transform.hpp"
#include "framework/evaluation/metrics/classification_metrics.hpp"
#include "framework/study/plan/named_strategies.hpp"
#include "framework/study/run/derived_results.hpp"
#include "framework/study/run/derived_trial.hpp"
#include "framework/study/run/trial_problem.hpp"

#include <sinter/error.hpp>
#include <sinter/rounding.hpp>
#include <sinter/unknown.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <new>
#include <unordered_set>
#include <utility>

namespace sinter::study {
namespace {

/// A strategy's predictions for the candidates: rows x the targets' outputs side by side.
struct Outputs {
    Eigen::MatrixXd mean;
    Eigen::MatrixXd sigma_mean;
    Eigen::MatrixXd sigma_obs;
};

Outputs outputs_of(const TrialProblem& trial, const TransferModel& model) {
    Index width = 0;
    for (const auto& task : trial.problem().targets) {
        width += output_count(task.label);
    }
    const Index rows = trial.candidates().features.rows();
    Outputs out{Eigen::MatrixXd::Constant(rows, width, unknown), {}, {}};
    out.sigma_mean = out.mean;
    out.sigma_obs = out.mean;
    model.predict(trial.candidates(),
                  {MatrixOut(out.mean), MatrixOut(out.sigma_mean), MatrixOut(out.sigma_obs)});
    // What rounding leaves of members that agree is no deviation.
    const auto beyond = [](double sigma, double mean) { return beyond_rounding(sigma, mean); };
    out.sigma_mean = out.sigma_mean.binaryExpr(out.mean, beyond).eval();
    out.sigma_obs = out.sigma_obs.binaryExpr(out.mean, beyond).eval();
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

/// A number in the label's unit: one that was fitted under a logarithm is put back, and its deviations to first order.
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

void add_predictions(const Plan& plan, const TrialProblem& trial, const Outputs& out, std::size_t target,
                     Index first_column, TrialResult& result) {
    const data::LabelColumn& label = plan.dataset.labels[target];
    const auto& rows = trial.candidate_rows();
    const char* if_not_finite = not_finite(trial.strategy());
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
        plan.dataset.materials.shown(plan.dataset.row_materials[static_cast<std::size_t>(record.row)]);
    row.group = group_name(plan, record);
    row.label = label.values[static_cast<std::size_t>(record.record)];
    return row;
}

void count_training(const Plan& plan, const evaluation::Split& split, std::size_t target,
                    TrialResult& result) {
    const data::LabelColumn& label = plan.dataset.labels[target];
    std::unordered_set<std::uint64_t> groups;
    std::vector<double> values;
    for (const std::int64_t index : split.training) {
        const TargetRecord& record = plan.records[static_cast<std::size_t>(index)];
        if (record.label == target) {
            ++result.training_rows;
            groups.insert(group_key(plan, record));
            values.push_back(label.values[static_cast<std::size_t>(record.record)]);
        }
    }
    result.training_groups = static_cast<std::int64_t>(groups.size());
    if (label.kind == data::LabelKind::number) {
        result.training_mean = values.empty() ? unknown : mean_of_values(values);
    }
}

void fit_and_predict(const Plan& plan, const FeatureMatrix& features, const Trial& trial,
                     const StudyServices& services, const TrialClock& clock, NoticeBoard& notices,
                     std::vector<TrialResult>& results) {
    const PlannedStrategy& strategy = plan.strategies[trial.strategy];
    const TrialProblem problem(plan, features, trial);
    StudyHost host(services, problem.stream(), notices, clock);
    const auto model = strategy.strategy->fit(problem.problem(), host);
    services.look(strategy.chosen.plugin->callee(), "fitting");
    const Outputs out = outputs_of(problem, *model);
    Index column = 0;
    auto result = results.begin(); // in the targets' order; those without a held-out record have none
    for (std::size_t t = 0; t < strategy.targets.size(); ++t) {
        const Label& label = problem.problem().targets[t].label;
        if (result != results.end() && result->target == target_of_label(plan, strategy.targets[t])) {
            add_predictions(plan, problem, out, strategy.targets[t], column, *result);
            ++result;
        }
        column += output_count(label);
    }
    add_derived_predictions({plan, trial, problem, *model, out.mean, out.sigma_obs, host}, notices, results);
}

/// What a trial of the strategy calls last, for messages: its plugin, its learners, and those of the
/// strategies that it names.
std::vector<std::string> calls_of(const Plan& plan, const PlannedStrategy& strategy) {
    constexpr const char* doing = "predicting";
    std::vector<std::string> calls{plugin::text_of_call(strategy.chosen.plugin->callee(), doing)};
    for (const auto& option : strategy.chosen.plugin->parameters().all()) {
        for (const auto& name : named_learners(strategy.chosen, option)) {
            for (const auto& learner : plan.learners) {
                if (learner.name == name) {
                    calls.push_back(plugin::text_of_call(learner.chosen.plugin->callee(), doing));
                }
            }
        }
    }
    for (const auto& name : named_strategies(strategy.chosen)) {
        for (const auto& named : plan.strategies) {
            if (named.name == name) { // a strategy never leads to itself
                const auto further = calls_of(plan, named);
                calls.insert(calls.end(), further.begin(), further.end());
            }
        }
    }
    return calls;
}

/// What becomes of a trial whose plugins have returned: harm that they did comes before the time that they
/// took, and both before what they say.
void judge_end(const Plan& plan, const Trial& trial, const StudyServices& services, const TrialClock& clock,
               TrialOutcome& outcome) {
    try {
        if (services.watch != nullptr) {
            services.watch->look([&] { return calls_of(plan, plan.strategies[trial.strategy]); });
        }
    } catch (const Error& harm) {
        outcome.error = harm.what();
    }
    const bool harmed = plan.harm && plan.harm->any();
    if (!harmed && !outcome.error.empty() && services.is_stopping()) {
        throw Error(SINTER_CANCELLED, "asked to stop");
    }
    if (!harmed && clock.is_overdue()) {
        outcome.error = overdue_text(*services.trial_limit) + "; " + overdue_remedy();
    }
    if (!outcome.error.empty()) {
        outcome.results.clear();
    }
}

} // namespace

std::vector<TrialResult> empty_results(const Plan& plan, const Trial& trial) {
    const PlannedStrategy& strategy = plan.strategies[trial.strategy];
    const PlannedSplit& split = plan.splits[trial.split];
    std::vector<TrialResult> results;
    for (const std::size_t target : strategy.targets) {
        TrialResult result;
        result.key = key_of(plan, trial);
        result.target = target_of_label(plan, target);
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
    auto derived = empty_derived_results(plan, trial);
    std::move(derived.begin(), derived.end(), std::back_inserter(results));
    return results;
}

TrialOutcome run_trial(const Plan& plan, const FeatureMatrix& features, const Trial& trial,
                       const StudyServices& services) {
    const TrialClock clock(services.trial_limit);
    TrialOutcome outcome;
    NoticeBoard notices;
    try {
        auto results = empty_results(plan, trial);
        if (!results.empty()) {
            fit_and_predict(plan, features, trial, services, clock, notices, results);
        }
        outcome.results = std::move(results);
    } catch (const Error& error) {
        outcome.error = error.what();
        if (error.code() == SINTER_CANCELLED && !clock.is_overdue() && !services.is_stopping()) {
            outcome.error += " (it says that it was cancelled, and nobody asked it to stop)";
        }
    } catch (const std::bad_alloc&) {
        outcome.error = "out of memory";
    }
    judge_end(plan, trial, services, clock, outcome);
    outcome.notices = notices.all();
    // Plugins may say any bytes; the journal keeps text only, and a report written from it must be the same.
    outcome.error = bytes::shown_text(outcome.error, bytes::Layout::lines);
    outcome.seconds = clock.seconds();
    for (auto& result : outcome.results) {
        result.seconds = outcome.seconds;
    }
    return outcome;
}

std::string overdue_text(double limit) { return fmt::format("took longer than trial_limit = {} s", limit); }

std::string overdue_remedy() { return "if its work needs more time, raise `[study] trial_limit`"; }

} // namespace sinter::study
