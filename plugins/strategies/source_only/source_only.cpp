// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/source_only/source_only.hpp"

#include <sinter/error.hpp>
#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>
#include <sinter/task_rows.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace sinter::plugins {
namespace {

struct Line {
    double a = 0;
    double b = 1;
    double residual_deviation = std::numeric_limits<double>::quiet_NaN();
};

/// y on a + b s by weighted least squares. No weights: all one.
Line least_squares(const Eigen::ArrayXd& s, const Eigen::ArrayXd& y, const std::vector<double>& weights) {
    Eigen::ArrayXd w = Eigen::ArrayXd::Ones(s.size());
    if (!weights.empty()) {
        w = ConstVectorMap(weights.data(), s.size());
    }
    // Measured from the first row, equal values of s are exactly zero.
    const Eigen::ArrayXd from_first = s - s[0];
    const double mean_s = (w * from_first).sum() / w.sum();
    const double mean_y = (w * y).sum() / w.sum();
    const double variance = (w * (from_first - mean_s).square()).sum();
    Line line;
    if (variance > 0) {
        line.b = (w * (from_first - mean_s) * (y - mean_y)).sum() / variance;
    }
    line.a = mean_y - line.b * (s[0] + mean_s);
    const auto rows = static_cast<double>(s.size());
    if (rows > 2) {
        const double mean_square = (w * (y - line.a - line.b * s).square()).sum() / w.sum();
        line.residual_deviation = std::sqrt(mean_square * rows / (rows - 2));
    }
    return line;
}

Line calibrate(const SourceColumn& s, const TransferProblem& problem, const Task& target) {
    TaskRows rows(problem, target);
    const RowMatrix seen = s.for_training(rows.features(), rows.materials());
    const auto usable = complete_rows(seen);
    rows.keep(usable);
    if (usable.empty()) {
        fail_numerical("no training row of the target has a source value");
    }
    return least_squares(seen(usable, 0), rows.labels().col(0), rows.weights());
}

class Fitted final : public TransferModel {
public:
    Fitted(std::shared_ptr<const SourceColumn> s, std::optional<Line> line)
        : s_(std::move(s)), line_(std::move(line)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        Prediction y = s_->for_candidates(candidates);
        if (line_) {
            y.mean = line_->a + line_->b * y.mean.array();
            y.sigma_mean *= std::abs(line_->b);
            y.sigma_obs.setConstant(line_->residual_deviation);
        }
        write_prediction(y, out);
    }

private:
    std::shared_ptr<const SourceColumn> s_;
    std::optional<Line> line_;
};

} // namespace

Parameters SourceOnly::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the source");
    p.text("calibrate", "none")
        .choices({"none", "affine"})
        .doc(
            "affine: a straight line through the source's prediction, by least squares on the target's rows");
    SourcePolicy::declare(p);
    return p;
}

SourceOnly::SourceOnly(const Options& options)
    : learner_(options.text("learner")), affine_(options.text("calibrate") == "affine"), policy_(options) {}

StrategyNeeds SourceOnly::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = 1;
    needs.max_targets = 64;
    needs.same_unit = !affine_;
    needs.numbers_only = affine_;
    return needs;
}

std::shared_ptr<const TransferModel> SourceOnly::fit(const TransferProblem& problem, Host& host) const {
    const auto readers = affine_ ? SourceColumn::Readers::all : SourceColumn::Readers::candidates_only;
    const auto s = std::make_shared<const SourceColumn>(policy_, problem, 0, *host.make_learner(learner_),
                                                        host, readers);
    return fit_each_target(problem, [&](const Task& target) {
        return std::make_shared<Fitted>(s, affine_ ? std::optional(calibrate(*s, problem, target))
                                                   : std::nullopt);
    });
}

} // namespace sinter::plugins
