// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/boosted_transfer/boosting.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/prediction.hpp>
#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace sinter::plugins::boosted_transfer {
namespace {

TaskRows pooled(const TransferProblem& problem) {
    TaskRows rows(problem, problem.sources.front());
    for (std::size_t k = 1; k < problem.sources.size(); ++k) {
        rows.append_rows(TaskRows(problem, problem.sources[k]));
    }
    rows.append_rows(TaskRows(problem, problem.targets.front()));
    return rows;
}

/// h_t. Rows with less than 1e-12 of the mean weight are left out: learners take weights above 0 only.
std::shared_ptr<const Model> fit_weighted(const Pool& pool, const Eigen::ArrayXd& weights,
                                          const Boosting& boosting, Stream stream) {
    constexpr double least_share = 1e-12;
    const double least = least_share * weights.mean();
    std::vector<Index> used;
    for (Index i = 0; i < weights.size(); ++i) {
        if (weights[i] > least) {
            used.push_back(i);
        }
    }
    TaskRows rows = pool.rows;
    rows.keep(used);
    const Eigen::ArrayXd own = weights(used);
    const Eigen::ArrayXd scaled = own / own.mean(); // a leaf's least weight counts rows
    rows.weights().assign(scaled.begin(), scaled.end());
    TrainingSet training = rows.training();
    training.stream = stream;
    return boosting.read_out_of_bag ? fit_with_out_of_bag(boosting.learner, training, boosting.host)
                                    : boosting.learner.fit(training, boosting.host);
}

/// e_i; all 0 if the member fits every row but for rounding.
Eigen::ArrayXd linear_losses(const Pool& pool, const Model& member) {
    Eigen::VectorXd predicted(pool.rows.size());
    member.predict(pool.rows.features(), MatrixOut(predicted));
    Eigen::ArrayXd errors(pool.rows.size());
    for (Index i = 0; i < errors.size(); ++i) {
        errors[i] = std::abs(difference_of(pool.rows.labels()(i, 0), predicted[i]));
    }
    const double largest = errors.maxCoeff();
    return largest > 0 ? Eigen::ArrayXd(errors / largest) : errors;
}

/// Whether boosting goes on after a member with this error, which is in the ensemble then.
bool vote_of(double error, std::shared_ptr<const Model> member, bool is_first, Ensemble& ensemble) {
    if (error == 0) { // fits everything: nothing is left to boost, and its vote would be infinite
        constexpr double largest_vote = 700; // ln(1 / beta) of a beta that is just above 0
        ensemble.add(std::move(member), largest_vote);
        return false;
    }
    if (error >= 0.5) {
        if (is_first) { // without it there would be no prediction
            ensemble.add(std::move(member), 1);
        }
        return false;
    }
    ensemble.add(std::move(member), std::log((1 - error) / error));
    return true;
}

/// -ln b for which sum_i w_i b^e_i = total; the weights have a larger sum.
double exponent_for(const Eigen::ArrayXd& weights, const Eigen::ArrayXd& losses, double total) {
    constexpr double largest = 700; // exp(-700) is just above 0
    constexpr int halvings = 100;
    double below = 0;
    double above = largest;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (below + above) / 2;
        const double sum = (weights * (-middle * losses).exp()).sum();
        (sum > total ? below : above) = middle;
    }
    return (below + above) / 2;
}

} // namespace

Pool::Pool(const TransferProblem& problem)
    : rows(pooled(problem)), sources(rows.size() - static_cast<Index>(problem.targets.front().rows.size())) {
    weights = rows.weights().empty()
                  ? Eigen::ArrayXd::Ones(rows.size())
                  : Eigen::ArrayXd(Eigen::Map<const Eigen::ArrayXd>(rows.weights().data(), rows.size()));
    weights /= weights.sum();
}

void Ensemble::add(std::shared_ptr<const Model> member, double vote) {
    members_.push_back(std::move(member));
    votes_.push_back(vote);
}

void Ensemble::keep_second_half() {
    const auto first = static_cast<std::ptrdiff_t>((members_.size() + 1) / 2) - 1;
    members_.erase(members_.begin(), members_.begin() + std::max<std::ptrdiff_t>(first, 0));
    votes_.erase(votes_.begin(), votes_.begin() + std::max<std::ptrdiff_t>(first, 0));
}

Eigen::VectorXd Ensemble::predict(MatrixView x, Span<std::uint64_t> materials, bool out_of_bag) const {
    RowMatrix all(x.rows(), static_cast<Index>(members_.size()));
    for (std::size_t t = 0; t < members_.size(); ++t) {
        auto column = all.col(static_cast<Index>(t));
        if (out_of_bag) {
            require_out_of_bag(*members_[t]).predict_out_of_bag(x, materials, MatrixOut(column));
        } else {
            members_[t]->predict(x, MatrixOut(column));
        }
    }
    const double half = std::accumulate(votes_.begin(), votes_.end(), 0.0) / 2;
    Eigen::VectorXd medians(x.rows());
    std::vector<std::size_t> order(members_.size());
    for (Index i = 0; i < x.rows(); ++i) {
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto value = [&](std::size_t t) { return all(i, static_cast<Index>(t)); };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
        double votes = 0;
        std::size_t at = 0;
        // A sum that misses the half by rounding reaches it.
        while ((votes += votes_[order[at]]) < half * (1 - loss_rounding_share)) {
            ++at;
        }
        medians[i] = value(order[at]);
    }
    return medians;
}

Ensemble boost_sources_down(const Pool& pool, const Boosting& boosting, Stream stream) {
    const Index n = pool.sources;
    const Index m = pool.rows.size() - n;
    const auto rounds = static_cast<double>(boosting.rounds);
    const double beta = 1 / (1 + std::sqrt(2 * std::log(static_cast<double>(n)) / rounds));
    Eigen::ArrayXd weights = pool.weights;
    Ensemble ensemble;
    for (std::int64_t t = 0; t < boosting.rounds; ++t) {
        auto member = fit_weighted(pool, weights, boosting, stream.derive(static_cast<std::uint64_t>(t)));
        const Eigen::ArrayXd losses = linear_losses(pool, *member);
        const auto target = weights.tail(m);
        const double error = (target * losses.tail(m)).sum() / target.sum();
        if (!vote_of(error, std::move(member), t == 0, ensemble)) {
            break;
        }
        weights.head(n) *= (std::log(beta) * losses.head(n)).exp();
        weights.tail(m) *= (-std::log(error / (1 - error)) * losses.tail(m)).exp();
        weights /= weights.sum();
    }
    ensemble.keep_second_half();
    return ensemble;
}

std::vector<Eigen::ArrayXd> source_weights(const Pool& pool, const Boosting& boosting, std::int64_t steps,
                                           Stream stream) {
    const Index n = pool.sources;
    const double first_share = pool.weights.tail(pool.rows.size() - n).sum();
    std::vector<Eigen::ArrayXd> all{pool.weights};
    for (std::int64_t s = 1; s < steps; ++s) {
        Eigen::ArrayXd weights = all.back();
        if (s == steps - 1) {
            weights.head(n).setZero();
        } else {
            const auto member =
                fit_weighted(pool, weights, boosting, stream.derive(static_cast<std::uint64_t>(s)));
            const double step = static_cast<double>(s) / static_cast<double>(steps - 1);
            const double share = first_share + step * (1 - first_share);
            const double total = weights.tail(weights.size() - n).sum() * (1 - share) / share;
            const Eigen::ArrayXd losses = linear_losses(pool, *member).head(n);
            weights.head(n) *= (-exponent_for(weights.head(n), losses, total) * losses).exp();
            // Source rows without any error keep their weight under every b: then it is cut for all alike.
            weights.head(n) *= total / weights.head(n).sum();
        }
        all.push_back(weights / weights.sum());
    }
    return all;
}

Ensemble boost_target(const Pool& pool, Eigen::ArrayXd weights, const Boosting& boosting, Stream stream) {
    const Index m = pool.rows.size() - pool.sources;
    Ensemble ensemble;
    for (std::int64_t t = 0; t < boosting.rounds; ++t) {
        auto member = fit_weighted(pool, weights, boosting, stream.derive(static_cast<std::uint64_t>(t)));
        const Eigen::ArrayXd losses = linear_losses(pool, *member);
        const double error = (weights * losses).sum() / weights.sum();
        if (!vote_of(error, std::move(member), t == 0, ensemble)) {
            break;
        }
        const double before = weights.tail(m).sum();
        weights.tail(m) *= (std::log(error / (1 - error)) * (1 - losses.tail(m))).exp();
        weights.tail(m) *= before / weights.tail(m).sum();
    }
    return ensemble;
}

} // namespace sinter::plugins::boosted_transfer
