// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/chain/links.hpp"

#include <sinter/error.hpp>
#include <sinter/rounding.hpp>

#include <cmath>
#include <utility>

namespace sinter::plugins::chain {
namespace {

/// The policy of a difference: a measured label is the sum's, not the difference's.
SourcePolicy of_difference(SourcePolicy policy) {
    policy.at_prediction = SourcePolicy::AtPrediction::predicted;
    return policy;
}

Candidates seen_as(const RowMatrix& features, const Candidates& candidates) {
    return {features, candidates.materials, candidates.known_sources};
}

} // namespace

LinkView::LinkView(MatrixView x)
    : features(x.map()), deviations(x.rows(), 0), sum(Eigen::ArrayXd::Zero(x.rows())),
      variance(Eigen::ArrayXd::Zero(x.rows())) {}

void LinkView::append(const Label& label, const RowMatrix& columns, const RowMatrix& sigma) {
    const auto widen = [](RowMatrix& to, const RowMatrix& by) {
        to.conservativeResize(Eigen::NoChange, to.cols() + by.cols());
        to.rightCols(by.cols()) = by;
    };
    widen(features, columns);
    widen(deviations, sigma);
    for (Index c = 0; c < columns.cols(); ++c) {
        const bool number = label.class_count == 0;
        infos.push_back({number ? label.name : label.name + " is class " + std::to_string(c),
                         number ? label.unit : "", FeatureKind::number, 0});
    }
}

Links::Links(ChainKind kind, const SourcePolicy& policy, const std::vector<std::size_t>& order,
             const TransferProblem& problem, const Learner& learner, Host& host)
    : kind_(kind), policy_(policy), order_(order), training_(problem.features) {
    columns_.reserve(order.size());
    for (const std::size_t source : order) {
        columns_.push_back(fit_link(kind == ChainKind::latent ? policy : of_difference(policy), problem,
                                    source, learner, host));
        const SourceColumn& column = columns_.back();
        const RowMatrix s = column.for_training(training_.features, problem.materials);
        if (kind == ChainKind::latent) {
            training_.append(column.label(), s, RowMatrix::Zero(s.rows(), s.cols()));
        } else {
            training_.sum += s.col(0).array();
        }
    }
}

SourceColumn Links::fit_link(const SourcePolicy& policy, TransferProblem problem, std::size_t source,
                             const Learner& learner, Host& host) const {
    const auto readers =
        source < problem.sources.size() ? SourceColumn::Readers::all : SourceColumn::Readers::candidates_only;
    if (readers == SourceColumn::Readers::candidates_only) { // the target, as the only "source" of its own
        problem.sources = {problem.targets.front()};
        problem.source_rows = SourceRows::held_out;
        source = 0;
    }
    Task& task = problem.sources[source];
    std::vector<std::int64_t> rows;
    std::vector<double> labels;
    std::vector<double> weights;
    for (std::size_t i = 0; i < task.rows.size(); ++i) {
        const std::int64_t row = task.rows[i];
        const Index appended = training_.deviations.cols();
        if (training_.features.row(row).rightCols(appended).hasNaN() || std::isnan(training_.sum[row])) {
            continue;
        }
        rows.push_back(row);
        labels.push_back(
            difference_of(task.labels[i], training_.sum[row])); // of a latent chain the sum is zero
        if (!task.weights.empty()) {
            weights.push_back(task.weights[i]);
        }
    }
    if (rows.empty()) {
        fail_numerical("no row of \"" + task.label.name +
                       "\" has a value of the label before it in the chain");
    }
    task.rows = rows;
    task.labels = labels;
    task.weights = weights;
    std::vector<Feature> infos(problem.feature_infos.begin(), problem.feature_infos.end());
    infos.insert(infos.end(), training_.infos.begin(), training_.infos.end());
    problem.features = training_.features;
    problem.feature_infos = infos;
    return {policy, problem, source, learner, host, readers};
}

SourceColumn Links::fit_target(const TransferProblem& problem, const Task& target, const Learner& learner,
                               Host& host) const {
    TransferProblem own = problem;
    own.targets = {target};
    return fit_link(SourcePolicy(), own, problem.sources.size(), learner, host);
}

void Links::set_known(const Candidates& candidates, std::size_t source, LinkView& view) const {
    for (Index i = 0; i < view.sum.size(); ++i) {
        const double known = candidates.known_sources(i, static_cast<Index>(source));
        if (!std::isnan(known)) {
            view.sum[i] = known;
            view.variance[i] = 0;
        }
    }
}

Eigen::ArrayXd Links::variance(const SourceColumn& column, const LinkView& view, const Candidates& candidates,
                               const Eigen::ArrayXd& own_deviation) {
    Eigen::ArrayXd variance = own_deviation.square();
    const Index first = view.features.cols() - view.deviations.cols();
    for (Index k = 0; k < view.deviations.cols(); ++k) {
        const Eigen::ArrayXd sd = view.deviations.col(k);
        if ((sd == 0).all()) {
            continue;
        }
        RowMatrix moved = view.features;
        moved.col(first + k).array() += sd;
        Eigen::ArrayXd difference = column.for_candidates(seen_as(moved, candidates)).mean.col(0);
        moved.col(first + k).array() -= 2 * sd;
        difference -= column.for_candidates(seen_as(moved, candidates)).mean.col(0).array();
        variance += (difference / 2).square();
    }
    return variance;
}

LinkView Links::for_candidates(const Candidates& candidates) const {
    LinkView view(candidates.features);
    for (std::size_t j = 0; j < columns_.size(); ++j) {
        const Candidates seen = seen_as(view.features, candidates);
        const Prediction s = columns_[j].for_candidates(seen);
        if (kind_ == ChainKind::difference) {
            view.sum += s.mean.col(0).array();
            view.variance += s.sigma_mean.col(0).array().square();
            if (policy_.reads_known_sources()) {
                set_known(candidates, order_[j], view);
            }
            continue;
        }
        RowMatrix sigma = RowMatrix::Zero(s.mean.rows(), s.mean.cols());
        if (columns_[j].label().class_count == 0) {
            sigma.col(0) = variance(columns_[j], view, candidates, s.sigma_mean.col(0).array()).sqrt();
        }
        view.append(columns_[j].label(), s.mean, sigma);
    }
    return view;
}

LinkView Links::out_of_bag(const Candidates& candidates) const {
    LinkView view(candidates.features);
    for (std::size_t j = 0; j < columns_.size(); ++j) {
        const RowMatrix s = columns_[j].for_candidates_out_of_bag(seen_as(view.features, candidates));
        if (kind_ == ChainKind::latent) {
            view.append(columns_[j].label(), s, RowMatrix::Zero(s.rows(), s.cols()));
            continue;
        }
        view.sum += s.col(0).array();
        if (policy_.reads_known_sources()) {
            set_known(candidates, order_[j], view);
        }
    }
    return view;
}

} // namespace sinter::plugins::chain
