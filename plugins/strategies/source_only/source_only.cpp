// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/source_only/source_only.hpp"

#include <sinter/context_noise.hpp>
#include <sinter/error.hpp>
#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>
#include <sinter/rounding.hpp>
#include <sinter/task_rows.hpp>
#include <sinter/unknown.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sinter::plugins::source_only {
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
    const double mean_y = varies_beyond_rounding(y) ? (w * y).sum() / w.sum() : y[0];
    const double variance = (w * (from_first - mean_s).square()).sum();
    Line line;
    if (varies_beyond_rounding(s)) {
        line.b = (w * (from_first - mean_s) * (y - mean_y)).sum() / variance;
    }
    line.a = mean_y - line.b * (s[0] + mean_s);
    return line;
}

/// The line without the rows of a material; all unknown where there are no others.
Line least_squares_without(std::uint64_t material, const Eigen::ArrayXd& s, const TaskRows& rows) {
    std::vector<Index> others;
    std::vector<double> weights;
    for (std::size_t i = 0; i < rows.materials().size(); ++i) {
        if (rows.materials()[i] != material) {
            others.push_back(static_cast<Index>(i));
            if (!rows.weights().empty()) {
                weights.push_back(rows.weights()[i]);
            }
        }
    }
    return others.empty() ? Line{unknown, unknown, unknown}
                          : least_squares(s(others), rows.labels()(others, 0), weights);
}

/// Standard deviation of y about the line, on two coefficients; s as candidates of the rows would see it. A
/// material counts once, whatever its rows.
double residual_deviation(const Line& line, const Eigen::ArrayXd& s, const TaskRows& target) {
    const auto y = target.labels().col(0);
    std::unordered_map<std::uint64_t, double> rows_of;
    for (std::size_t i = 0; i < target.materials().size(); ++i) {
        rows_of[target.materials()[i]] += std::isnan(s[static_cast<Index>(i)]) ? 0 : 1;
    }
    double sum = 0;
    double total = 0;
    double materials = 0;
    for (Index i = 0; i < s.size(); ++i) {
        if (!std::isnan(s[i])) {
            const auto row = static_cast<std::size_t>(i);
            const double share = 1 / rows_of[target.materials()[row]];
            const double w = target.weights().empty() ? share : share * target.weights()[row];
            const double error = difference_of(y[i], line.a + line.b * s[i]);
            sum += w * error * error;
            total += w;
            materials += share;
        }
    }
    const double spare = std::round(materials) - 2; // a sum of shares such as 1/3 rounds
    return spare > 0 ? std::sqrt(sum / total * (spare + 2) / spare)
                     : std::numeric_limits<double>::quiet_NaN();
}

/// A line, and the lines without the rows of each of its materials.
struct Calibration {
    Line line;
    std::unordered_map<std::uint64_t, Line> without;

    [[nodiscard]] const Line& for_material(std::uint64_t material) const {
        const auto found = without.find(material);
        return found != without.end() ? found->second : line;
    }
};

Calibration calibrate(const SourceColumn& s, const TransferProblem& problem, const Task& target) {
    TaskRows rows(problem, target);
    const RowMatrix seen = s.for_training(rows.features(), rows.materials());
    const auto usable = complete_rows(seen);
    rows.keep(usable);
    if (usable.empty()) {
        fail_numerical("no training row of the target has a source value");
    }
    const Eigen::ArrayXd column = seen(usable, 0);
    const Eigen::ArrayXd as_candidates = s.as_for_candidates(rows.features(), rows.materials()).col(0);
    Calibration fitted{least_squares(column, rows.labels().col(0), rows.weights()), {}};
    fitted.line.residual_deviation = residual_deviation(fitted.line, as_candidates, rows);
    for (const std::uint64_t material : rows.materials()) {
        if (!fitted.without.contains(material)) {
            fitted.without.emplace(material, least_squares_without(material, column, rows));
        }
    }
    return fitted;
}

/// The source calibrates sigma_obs on its own labels: the law that makes it fit the target's; none where it
/// knows no deviations.
std::optional<ContextNoise> target_noise(const SourceColumn& s, const TransferProblem& problem,
                                         const Task& target) {
    const auto own = s.residuals(TaskRows(problem, problem.sources.front()));
    const TaskRows rows(problem, target);
    auto residuals = own ? s.residuals_as_candidates(rows) : std::nullopt;
    if (!residuals) {
        return std::nullopt;
    }
    const double seen = seen_factor(*own);
    for (std::size_t i = 0; i < rows.materials().size(); ++i) {
        if (s.has_seen(rows.materials()[i])) {
            residuals->deviations[static_cast<Index>(i)] *= seen;
        }
    }
    ContextNoise noise = context_noise(*residuals);
    noise.seen = seen;
    return noise;
}

class FittedSourceOnly final : public TransferModel, private CompositeOutOfBag {
public:
    /// `noise`: where there is no line.
    FittedSourceOnly(std::shared_ptr<const SourceColumn> s, std::optional<Calibration> line,
                     std::optional<ContextNoise> noise)
        : s_(std::move(s)), line_(std::move(line)), noise_(noise) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        Prediction y = s_->for_candidates(candidates);
        for (Index i = 0; noise_ && i < y.sigma_obs.rows(); ++i) {
            // A measured source value has no deviation of its own.
            const double own = s_->is_measured(candidates, i) ? 0 : y.sigma_obs(i, 0);
            const bool seen = s_->has_seen(candidates.materials[static_cast<std::size_t>(i)]);
            y.sigma_obs(i, 0) = noise_->sigma(own, seen);
        }
        if (line_) {
            const Line& line = line_->line;
            y.mean = line.a + line.b * y.mean.array();
            y.sigma_mean *= std::abs(line.b);
            y.sigma_obs.setConstant(line.residual_deviation);
        }
        write_prediction(y, out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return s_->has_out_of_bag() ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        RowMatrix y = s_->for_candidates_out_of_bag(candidates);
        for (Index i = 0; i < y.rows() && line_; ++i) {
            const Line& line = line_->for_material(candidates.materials[static_cast<std::size_t>(i)]);
            y(i, 0) = line.a + line.b * y(i, 0);
        }
        mean.map() = y;
    }

    std::shared_ptr<const SourceColumn> s_;
    std::optional<Calibration> line_;
    std::optional<ContextNoise> noise_;
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
    needs.reads_known_sources = policy_.reads_known_sources();
    return needs;
}

std::shared_ptr<const TransferModel> SourceOnly::fit(const TransferProblem& problem, Host& host) const {
    const auto readers = affine_ ? SourceColumn::Readers::all : SourceColumn::Readers::candidates_only;
    const auto s = std::make_shared<const SourceColumn>(policy_, problem, 0, *host.make_learner(learner_),
                                                        host, readers);
    return fit_each_target(problem, [&](const Task& target) {
        return affine_
                   ? std::make_shared<FittedSourceOnly>(s, calibrate(*s, problem, target), std::nullopt)
                   : std::make_shared<FittedSourceOnly>(s, std::nullopt, target_noise(*s, problem, target));
    });
}

} // namespace sinter::plugins::source_only
