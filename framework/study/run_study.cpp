// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run_study.hpp"

#include "framework/data/label_transform.hpp"
#include "framework/study/feature_matrix.hpp"
#include "framework/study/study_host.hpp"
#include "framework/study/summarise.hpp"
#include "framework/study/unit_problem.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;

void require_all_featurized(const Plan& plan, const FeatureMatrix& features) {
    constexpr std::size_t most = 20;
    if (features.errors.empty()) {
        return;
    }
    Diagnostics diagnostics;
    for (std::size_t i = 0; i < std::min(most, features.errors.size()); ++i) {
        const auto& [row, text] = features.errors[i];
        const auto material = plan.dataset.row_materials[static_cast<std::size_t>(row)];
        diagnostics.error(
            ErrorKind::data, plan.config.featurizers.front().where,
            fmt::format("{} cannot be featurized: {}", plan.dataset.materials.name(material), text));
    }
    if (features.errors.size() > most) {
        diagnostics.error(ErrorKind::data, plan.config.featurizers.front().where,
                          fmt::format("and {} more materials", features.errors.size() - most));
    }
    throw InputError(diagnostics);
}

/// What one unit predicts, in the label's unit: a label that was fitted under a logarithm is put back, and
/// its deviations to first order.
std::vector<RowPrediction> predictions_of(const Plan& plan, const evaluation::Split& split,
                                          const TransferModel& model, const Candidates& candidates) {
    const auto count = static_cast<Index>(split.test.size());
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    Eigen::MatrixXd mean = Eigen::MatrixXd::Constant(count, 1, unknown);
    Eigen::MatrixXd sigma_mean = mean;
    Eigen::MatrixXd sigma_obs = mean;
    model.predict(candidates, {MatrixOut(mean), MatrixOut(sigma_mean), MatrixOut(sigma_obs)});
    const data::LabelColumn& label = plan.target();
    std::vector<RowPrediction> rows;
    for (Index i = 0; i < count; ++i) {
        const auto record = static_cast<std::size_t>(split.test[static_cast<std::size_t>(i)]);
        const auto material = plan.dataset.row_materials[static_cast<std::size_t>(label.rows[record])];
        if (!std::isfinite(mean(i, 0))) {
            throw Error(SINTER_NUMERICAL, fmt::format("the prediction for {} is not a number",
                                                      plan.dataset.materials.name(material)));
        }
        RowPrediction row;
        row.row = label.rows[record];
        row.material = std::string(plan.dataset.materials.key_text(material));
        row.group = plan.config.protocol.group_by == GroupBy::composition ? row.material
                                                                          : fmt::format("record {}", record);
        row.label = label.values[record];
        row.mean = data::undo_transform(mean(i, 0), label.transform);
        const double slope = label.transform == data::LabelTransform::none    ? 1.0
                             : label.transform == data::LabelTransform::log10 ? std::log(10.0) * row.mean
                                                                              : row.mean;
        row.sigma_mean = slope * sigma_mean(i, 0);
        row.sigma_obs = slope * sigma_obs(i, 0);
        rows.push_back(std::move(row));
    }
    return rows;
}

double mean_label(const Plan& plan, const evaluation::Split& split) {
    double sum = 0;
    for (const std::int64_t record : split.training) {
        sum += plan.target().values[static_cast<std::size_t>(record)];
    }
    return sum / static_cast<double>(split.training.size());
}

UnitResult run_unit(const Plan& plan, const FeatureMatrix& features, const PlannedStrategy& strategy,
                    const evaluation::Split& split, const StudyServices& services) {
    const auto begin = std::chrono::steady_clock::now();
    const UnitProblem unit(plan, features, strategy, split);
    StudyHost host(services, unit.stream());
    const auto model = strategy.strategy->fit(unit.problem(), host);
    UnitResult result;
    result.strategy = strategy.name;
    result.target = plan.target().name;
    result.repeat = split.repeat;
    result.fold = split.fold;
    result.training_rows = static_cast<std::int64_t>(split.training.size());
    result.training_mean = mean_label(plan, split);
    result.predictions = predictions_of(plan, split, *model, unit.candidates());
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return result;
}

UnitResult run_or_explain(const Plan& plan, const FeatureMatrix& features, std::size_t strategy,
                          const evaluation::Split& split, const StudyServices& services) {
    const PlannedStrategy& planned = plan.strategies[strategy];
    try {
        return run_unit(plan, features, planned, split, services);
    } catch (const Error& error) {
        if (error.code() == SINTER_CANCELLED || services.stop.load()) {
            throw Interrupted();
        }
        throw InputError(error.code() == SINTER_INTERNAL ? ErrorKind::plugin : ErrorKind::data,
                         plan.config.strategies[strategy].plugin.where,
                         fmt::format("strategy \"{}\", repeat {}, fold {}: {}", planned.name, split.repeat,
                                     split.fold, error.what()));
    }
}

} // namespace

StudyResults run_study(const Plan& plan, const RunOptions& options) {
    std::vector<std::shared_ptr<const Featurizer>> featurizers;
    for (const auto& planned : plan.featurizers) {
        featurizers.push_back(planned.featurizer);
    }
    const FeatureMatrix features = featurize(plan.dataset, featurizers, options.workers);
    require_all_featurized(plan, features);

    FitCache fits;
    NoticeBoard notices;
    const StudyServices services{plan.learners, options.workers, fits, notices, options.stop};
    const std::size_t count = plan.splits.size() * plan.strategies.size();
    std::vector<std::vector<UnitResult>> by_strategy(plan.strategies.size());
    std::size_t done = 0;
    for (const auto& split : plan.splits) {
        for (std::size_t strategy = 0; strategy < plan.strategies.size(); ++strategy) {
            if (options.stop.load()) {
                throw Interrupted();
            }
            by_strategy[strategy].push_back(run_or_explain(plan, features, strategy, split, services));
            if (options.progress) {
                options.progress({++done, count, &by_strategy[strategy].back()});
            }
        }
    }
    StudyResults results = summarise(plan, features, notices.all());
    for (auto& units : by_strategy) {
        for (auto& unit : units) {
            results.units.push_back(std::move(unit));
        }
    }
    return results;
}

} // namespace sinter::study
