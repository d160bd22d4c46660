// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/logistic.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace sinter::plugins::ridge {
namespace {

/// log(1 + exp(e)) without overflow.
double log_one_plus_exp(double e) { return std::max(e, 0.0) + std::log1p(std::exp(-std::abs(e))); }

/// log of the sum of exponentials over the classes.
double log_sum(const double* predictors, Index count, Index stride) {
    if (count == 1) {
        return log_one_plus_exp(predictors[0]);
    }
    double largest = predictors[0];
    for (Index c = 1; c < count; ++c) {
        largest = std::max(largest, predictors[c * stride]);
    }
    double sum = 0;
    for (Index c = 0; c < count; ++c) {
        sum += std::exp(predictors[c * stride] - largest);
    }
    return largest + std::log(sum);
}

/// The problem at one set of coefficients.
class Point {
public:
    Point(const LogisticProblem& problem, double penalty, Eigen::MatrixXd coefficients)
        : problem_(&problem), penalty_(penalty), coefficients_(std::move(coefficients)),
          probabilities_(problem.x * coefficients_) {
        const Index rows = probabilities_.rows();
        const Index count = probabilities_.cols();
        loss_ = 0.5 * penalty * coefficients_.topRows(coefficients_.rows() - 1).squaredNorm();
        for (Index row = 0; row < rows; ++row) {
            double* predictors = probabilities_.data() + row;
            const Index own = own_predictor(row);
            const double own_value = own >= 0 ? predictors[own * rows] : 0;
            loss_ += problem.weights(row) * (log_sum(predictors, count, rows) - own_value);
            to_probabilities(predictors, count, rows);
        }
    }

    [[nodiscard]] double loss() const { return loss_; }
    [[nodiscard]] const Eigen::MatrixXd& coefficients() const { return coefficients_; }

    [[nodiscard]] Eigen::MatrixXd gradient() const {
        Eigen::MatrixXd residuals = probabilities_;
        for (Index row = 0; row < residuals.rows(); ++row) {
            if (own_predictor(row) >= 0) {
                residuals(row, own_predictor(row)) -= 1;
            }
        }
        return along_features(residuals, coefficients_);
    }

    /// Hessian times v.
    [[nodiscard]] Eigen::MatrixXd curvature(const Eigen::MatrixXd& v) const {
        Eigen::MatrixXd change = problem_->x * v;
        const Eigen::VectorXd mean = probabilities_.cwiseProduct(change).rowwise().sum();
        change = probabilities_.cwiseProduct(change.colwise() - mean);
        return along_features(change, v);
    }

    /// The Hessian's diagonal: the scale for conjugate gradients.
    [[nodiscard]] Eigen::MatrixXd diagonal() const {
        const Eigen::MatrixXd spread = probabilities_.array() * (1 - probabilities_.array());
        Eigen::MatrixXd d = problem_->x.cwiseAbs2().transpose() * (problem_->weights.asDiagonal() * spread);
        d.topRows(d.rows() - 1).array() += penalty_;
        return d.cwiseMax(1e-300);
    }

private:
    /// -1: class 0 of two.
    [[nodiscard]] Index own_predictor(Index row) const {
        const Index own = problem_->classes[static_cast<std::size_t>(row)];
        return problem_->class_count == 2 ? own - 1 : own;
    }
    /// X' W values + penalty x v, the intercepts' row without penalty.
    [[nodiscard]] Eigen::MatrixXd along_features(const Eigen::MatrixXd& values,
                                                 const Eigen::MatrixXd& v) const {
        Eigen::MatrixXd result = problem_->x.transpose() * (problem_->weights.asDiagonal() * values);
        result.topRows(v.rows() - 1) += penalty_ * v.topRows(v.rows() - 1);
        return result;
    }

    const LogisticProblem* problem_;
    double penalty_;
    Eigen::MatrixXd coefficients_;
    Eigen::MatrixXd probabilities_;
    double loss_ = 0;
};

double inner_product(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) { return a.cwiseProduct(b).sum(); }

/// Solves Hessian x step = -gradient to a thousandth of the gradient: the next step mends the rest.
Eigen::MatrixXd newton_step(const Point& point, const Eigen::MatrixXd& gradient) {
    const Eigen::MatrixXd scale = point.diagonal().cwiseInverse();
    const double enough = 1e-3 * gradient.norm();
    Eigen::MatrixXd step = Eigen::MatrixXd::Zero(gradient.rows(), gradient.cols());
    Eigen::MatrixXd residual = -gradient;
    Eigen::MatrixXd scaled = scale.cwiseProduct(residual);
    Eigen::MatrixXd direction = scaled;
    double length = inner_product(residual, scaled);
    const Index most = 2 * gradient.size() + 20;
    for (Index i = 0; i < most && residual.norm() > enough; ++i) {
        const Eigen::MatrixXd curved = point.curvature(direction);
        const double curvature = inner_product(direction, curved);
        if (!(curvature > 0)) {
            break; // rounding: the step so far is a descent
        }
        step += length / curvature * direction;
        residual -= length / curvature * curved;
        scaled = scale.cwiseProduct(residual);
        const double next = inner_product(residual, scaled);
        direction = scaled + next / length * direction;
        length = next;
    }
    return step;
}

/// Halves the step until it lowers the loss enough (Armijo). Near the minimum the loss is flat to its last
/// digits and cannot tell: there Newton's full step is right.
Point take_step(const LogisticProblem& problem, double penalty, const Point& from,
                const Eigen::MatrixXd& step, double slope) {
    double share = 1;
    Point to(problem, penalty, from.coefficients() + step);
    const bool flat = -slope < 1e-10 * from.loss();
    for (int halved = 0; !flat && halved < 60 && !(to.loss() <= from.loss() + 1e-4 * share * slope);
         ++halved) {
        share /= 2;
        to = Point(problem, penalty, from.coefficients() + share * step);
    }
    return to;
}

} // namespace

void to_probabilities(double* predictors, Index count, Index stride) {
    if (count == 1) {
        const double e = std::exp(-std::abs(predictors[0]));
        predictors[0] = predictors[0] >= 0 ? 1 / (1 + e) : e / (1 + e);
        return;
    }
    const double log_total = log_sum(predictors, count, stride);
    double total = 0;
    for (Index c = 0; c < count; ++c) {
        predictors[c * stride] = std::exp(predictors[c * stride] - log_total);
        total += predictors[c * stride];
    }
    for (Index c = 0; c < count; ++c) {
        predictors[c * stride] /= total;
    }
}

Eigen::MatrixXd intercepts_only(const LogisticProblem& problem) {
    Eigen::VectorXd sums = Eigen::VectorXd::Zero(problem.class_count);
    for (Index row = 0; row < problem.x.rows(); ++row) {
        sums(problem.classes[static_cast<std::size_t>(row)]) += problem.weights(row);
    }
    Eigen::MatrixXd b = Eigen::MatrixXd::Zero(problem.x.cols(), problem.predictors());
    if (problem.class_count == 2) {
        b(b.rows() - 1, 0) = std::log(sums(1) / sums(0));
    } else {
        const Eigen::ArrayXd logs = sums.array().log();
        b.bottomRows(1) = (logs - logs.mean()).matrix().transpose();
    }
    return b;
}

Eigen::MatrixXd solve_logistic(const LogisticProblem& problem, double penalty, Eigen::MatrixXd start,
                               double tolerance) {
    constexpr int most_steps = 200;
    const double weight = problem.weights.sum();
    Point point(problem, penalty, std::move(start));
    Eigen::MatrixXd gradient = point.gradient();
    for (int i = 0; i < most_steps && gradient.cwiseAbs().maxCoeff() > tolerance * weight; ++i) {
        const Eigen::MatrixXd step = newton_step(point, gradient);
        point = take_step(problem, penalty, point, step, inner_product(step, gradient));
        gradient = point.gradient();
    }
    if (!(gradient.cwiseAbs().maxCoeff() <= 1e-6 * weight)) {
        fail_numerical("ridge: the logistic regression did not converge");
    }
    Eigen::MatrixXd b = point.coefficients();
    if (problem.class_count > 2) {
        b.bottomRows(1).array() -= b.bottomRows(1).mean();
    }
    return b;
}

} // namespace sinter::plugins::ridge
