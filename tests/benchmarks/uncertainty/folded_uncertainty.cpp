// SPDX-License-Identifier: Apache-2.0
#include "folded_uncertainty.hpp"

#include "framework/evaluation/metrics/uncertainty_metrics.hpp"
#include "framework/evaluation/protocols/k_fold.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/support/workers_host.hpp"

#include <sinter/host.hpp>
#include <sinter/intervals.hpp>
#include <sinter/random.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ctime>
#include <functional>
#include <memory>
#include <numeric>
#include <string_view>

namespace sinter::benchmarks {
namespace {

/// Some rows of a set.
struct Rows {
    RowMatrix features;
    std::vector<double> labels;
    std::vector<std::uint64_t> materials;

    Rows(const MeasuredSet& set, const std::vector<std::int64_t>& chosen)
        : features(static_cast<Index>(chosen.size()), set.features.cols()) {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const auto row = static_cast<std::size_t>(chosen[i]);
            features.row(static_cast<Index>(i)) = set.features.row(chosen[i]);
            labels.push_back(set.labels[row]);
            materials.push_back(set.materials[row]);
        }
    }
};

std::shared_ptr<const Model> fit(const Rows& training, const FoldOptions& options, Stream stream,
                                 threads::Workers& workers) {
    const Eigen::Map<const RowMatrix> labels(training.labels.data(), training.features.rows(), 1);
    TrainingSet set;
    set.features = training.features;
    set.labels = labels;
    set.materials = training.materials;
    set.stream = stream;
    using plugins::random_forest::RandomForest;
    const auto values =
        Options::defaults(RandomForest::parameters()).with("trees", std::int64_t{options.trees});
    tests::WorkersHost host(workers);
    return RandomForest(values).fit(set, host);
}

/// Test rows of all folds.
struct Pooled {
    std::vector<double> labels, means, sigmas;
};

void predict(const Model& model, const Rows& test, Pooled& pooled) {
    const Index rows = test.features.rows();
    Eigen::VectorXd mean(rows);
    Eigen::VectorXd sigma(rows);
    model.uncertainty()->predict_with_deviations(test.features, mean, {}, sigma);
    pooled.labels.insert(pooled.labels.end(), test.labels.begin(), test.labels.end());
    pooled.means.insert(pooled.means.end(), mean.begin(), mean.end());
    pooled.sigmas.insert(pooled.sigmas.end(), sigma.begin(), sigma.end());
}

/// Sums; finish() makes means of them.
void add_intervals(const Model& model, const Rows& test, IntervalKind kind, double alpha,
                   IntervalResult& result) {
    const Index rows = test.features.rows();
    Eigen::VectorXd lower(rows);
    Eigen::VectorXd upper(rows);
    model.intervals()->predict_intervals(test.features, kind, alpha, lower, upper);
    for (Index row = 0; row < rows; ++row) {
        const double label = test.labels[static_cast<std::size_t>(row)];
        const double width = upper(row) - lower(row);
        result.coverage += lower(row) <= label && label <= upper(row) ? 1 : 0;
        result.infinite += std::isfinite(width) ? 0 : 1;
        result.width += std::isfinite(width) ? width : 0;
    }
    result.rows += rows;
}

void finish(IntervalResult& result) {
    result.coverage /= static_cast<double>(result.rows);
    result.width /= static_cast<double>(result.rows - result.infinite);
}

/// `count` of the rows, in their order; all where there are no more.
std::vector<std::int64_t> drawn(const std::vector<std::int64_t>& rows, Index count, Stream stream) {
    if (count < 0 || count >= static_cast<Index>(rows.size())) {
        return rows;
    }
    std::vector<std::int64_t> all = rows;
    Draws draws(stream);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        std::swap(all[i], all[i + draws.below(all.size() - i)]);
    }
    all.resize(static_cast<std::size_t>(count));
    std::sort(all.begin(), all.end());
    return all;
}

void score(const Pooled& pooled, FoldedUncertainty& result) {
    const auto metrics = evaluation::uncertainty_metrics(pooled.labels, pooled.means, pooled.sigmas);
    std::vector<double> ratios;
    double squares = 0;
    for (std::size_t i = 0; i < pooled.labels.size(); ++i) {
        const double error = std::abs(pooled.means[i] - pooled.labels[i]);
        squares += error * error;
        ratios.push_back(error / pooled.sigmas[i]);
    }
    std::sort(ratios.begin(), ratios.end());
    result.rows = static_cast<Index>(ratios.size());
    result.rmse = std::sqrt(squares / static_cast<double>(ratios.size()));
    result.standard_confidence = metrics.standard_confidence;
    result.standard_error = metrics.standard_error;
    result.largest_ratio = ratios.back();
    ratios.resize(ratios.size() - ratios.size() / 100);
    result.trimmed_error = std::sqrt(std::inner_product(ratios.begin(), ratios.end(), ratios.begin(), 0.0) /
                                     static_cast<double>(ratios.size()));
}

} // namespace

FoldedUncertainty folded_uncertainty(const MeasuredSet& set, const FoldOptions& options,
                                     threads::Workers& workers) {
    const Stream study(options.seed);
    FoldedUncertainty result;
    Pooled pooled;
    for (const evaluation::Split& split : evaluation::k_fold(set.materials, {options.folds, 1}, study)) {
        const Stream own = study.derive("fold").derive(static_cast<std::uint64_t>(split.fold));
        const auto model = fit(Rows(set, split.training), options, own, workers);
        const Rows test(set, split.test);
        predict(*model, test, pooled);
        add_intervals(*model, test, IntervalKind::calibrated, options.alpha, result.calibrated);
        const Rows some(set, drawn(split.test, options.jackknife_plus_rows, own.derive("subset")));
        const std::clock_t begin = std::clock();
        add_intervals(*model, some, IntervalKind::jackknife_plus, options.alpha, result.jackknife_plus);
        result.seconds_of_jackknife_plus += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    }
    finish(result.calibrated);
    finish(result.jackknife_plus);
    score(pooled, result);
    return result;
}

} // namespace sinter::benchmarks
