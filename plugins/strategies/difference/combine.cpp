// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/difference/combine.hpp"

#include "plugins/strategies/difference/remainder.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/error.hpp>
#include <sinter/rounding.hpp>

#include <limits>
#include <sstream>
#include <utility>

namespace sinter::plugins::difference {
namespace {

Eigen::VectorXd only(Index source, Index sources) {
    Eigen::VectorXd weights = Eigen::VectorXd::Zero(sources);
    weights[source] = 1;
    return weights;
}

/// The sources side by side, as candidates of these rows would see them.
RowMatrix seen_by_candidates(const SourceColumns& columns, const TaskRows& rows) {
    RowMatrix s(rows.size(), static_cast<Index>(columns.size()));
    for (std::size_t k = 0; k < columns.size(); ++k) {
        s.col(static_cast<Index>(k)) = columns[k].as_for_candidates(rows.features(), rows.materials()).col(0);
    }
    return s;
}

Index best_source(const std::shared_ptr<const SourceColumns>& columns, const TransferProblem& problem,
                  const Task& target, const Learner& learner, Host& host) {
    const auto sources = static_cast<Index>(columns->size());
    Index best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (Index k = 0; k < sources; ++k) {
        const SourceMix s(columns, only(k, sources), RowMatrix::Identity(sources, sources));
        const Remainder rows(problem, target, s);
        const auto d = fit_with_out_of_bag(learner, rows.labels(1).training(), host);
        const double error = rows.composite_error(1, *d, s);
        if (error < (1 - loss_rounding_share) * least) { // of copies the first
            least = error;
            best = k;
        }
    }
    return best;
}

Eigen::VectorXd nearest_mixture(const RowMatrix& s, const TaskRows& rows) {
    const auto usable = complete_rows(s);
    if (usable.empty()) {
        fail_numerical("no training row of the target has all source values, so they cannot be stacked");
    }
    const Eigen::VectorXd weights = weights_by_material(rows);
    return simplex_least_squares(s(usable, Eigen::all), rows.labels()(usable, 0), weights(usable));
}

void say(const Eigen::VectorXd& weights, const SourceColumns& columns, const Task& target, Host& host) {
    std::ostringstream text;
    text << "difference: " << target.label.name << " from";
    text.precision(2);
    for (std::size_t k = 0; k < columns.size(); ++k) {
        text << (k > 0 ? " +" : "") << ' ' << weights[static_cast<Index>(k)] << " x "
             << columns[k].label().name;
    }
    host.log(LogLevel::notice, text.str());
}

} // namespace

SourceMix combined(Combine how, const std::shared_ptr<const SourceColumns>& columns,
                   const TransferProblem& problem, const Task& target, const Learner& learner, Host& host) {
    const auto sources = static_cast<Index>(columns->size());
    if (sources == 1) {
        return {columns, Eigen::VectorXd::Ones(1), RowMatrix::Identity(1, 1)};
    }
    const TaskRows rows(problem, target);
    const RowMatrix s = seen_by_candidates(*columns, rows);
    Eigen::VectorXd weights = Eigen::VectorXd::Constant(sources, 1.0 / static_cast<double>(sources));
    if (how != Combine::mean) {
        weights = how == Combine::best ? only(best_source(columns, problem, target, learner, host), sources)
                                       : nearest_mixture(s, rows);
        say(weights, *columns, target, host);
    }
    const RowMatrix errors = (-s).colwise() + Eigen::VectorXd(rows.labels().col(0));
    return {columns, std::move(weights), correlation_of(errors)};
}

} // namespace sinter::plugins::difference
