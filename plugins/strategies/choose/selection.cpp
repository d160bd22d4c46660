// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/choose/selection.hpp"

#include <sinter/residual_ratio.hpp>
#include <sinter/rounding.hpp>
#include <sinter/simplex_weights.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace sinter::plugins::choose {
namespace {

constexpr double least_probability = 1e-3;

double weight_of(const Task& target, std::size_t row) {
    return target.weights.empty() ? 1 : target.weights[row];
}

double loss_of(const OutOfFold& p, std::size_t candidate, std::size_t row, Loss loss) {
    const RowMatrix& mean = p.by_candidate[candidate].mean;
    const double label = p.target->labels[row];
    const auto i = static_cast<Index>(row);
    if (loss == Loss::logarithm) {
        return -std::log(std::max(least_probability, mean(i, static_cast<Index>(label))));
    }
    const double error = label - mean(i, 0);
    return loss == Loss::squared ? error * error : std::abs(error);
}

/// The rows of all repeats below each other, as the solvers take them: for a number what the candidates
/// predict and the label, for classes the probability of the true class.
struct Rows {
    RowMatrix z;
    RowMatrix deviations; ///< sigma_obs
    Eigen::VectorXd y;
    Eigen::VectorXd v; ///< weights, of sum one per material
    std::vector<std::uint64_t> materials;
    std::vector<std::size_t> folds; ///< a repeat's fold has a number of its own
};

Rows stacked(const std::vector<const OutOfFold*>& repeats, Loss loss) {
    const OutOfFold& first = *repeats.front();
    const auto rows = static_cast<Index>(first.materials.size());
    const auto candidates = static_cast<Index>(first.by_candidate.size());
    const Index total = rows * static_cast<Index>(repeats.size());
    Rows all{RowMatrix(total, candidates),
             RowMatrix(total, candidates),
             Eigen::VectorXd(total),
             Eigen::VectorXd(total),
             {},
             {}};
    std::map<std::uint64_t, double> sums;
    Index at = 0;
    std::size_t first_fold = 0;
    for (const OutOfFold* repeat : repeats) {
        for (std::size_t i = 0; i < repeat->materials.size(); ++i, ++at) {
            const double label = repeat->target->labels[i];
            const Index column = loss == Loss::logarithm ? static_cast<Index>(label) : 0;
            for (Index k = 0; k < candidates; ++k) {
                const Prediction& p = repeat->by_candidate[static_cast<std::size_t>(k)];
                all.z(at, k) = p.mean(static_cast<Index>(i), column);
                all.deviations(at, k) = p.sigma_obs(static_cast<Index>(i), column);
            }
            all.y[at] = label;
            all.v[at] = weight_of(*repeat->target, i);
            sums[repeat->materials[i]] += all.v[at];
            all.materials.push_back(repeat->materials[i]);
            all.folds.push_back(first_fold + repeat->folds[i]);
        }
        first_fold = *std::max_element(all.folds.begin(), all.folds.end()) + 1;
    }
    for (Index i = 0; i < total; ++i) {
        all.v[i] /= sums[all.materials[static_cast<std::size_t>(i)]];
    }
    return all;
}

Eigen::VectorXd weights_of(const RowMatrix& z, const Eigen::VectorXd& y, const Eigen::VectorXd& v,
                           Loss loss) {
    return loss == Loss::absolute  ? simplex_least_absolute(z, y, v)
           : loss == Loss::squared ? simplex_least_squares(z, y, v)
                                   : simplex_log_loss(z.cwiseMax(least_probability), v);
}

/// Each row's error and deviation under weights that were fitted without its fold.
Residuals cross_fitted(const Rows& rows, Loss loss, const RowMatrix& correlation) {
    Residuals all{Eigen::ArrayXd(rows.y.size()), Eigen::ArrayXd(rows.y.size()), rows.materials};
    const std::size_t folds = *std::max_element(rows.folds.begin(), rows.folds.end()) + 1;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<Index> inside;
        std::vector<Index> outside;
        for (std::size_t i = 0; i < rows.folds.size(); ++i) {
            (rows.folds[i] == fold ? inside : outside).push_back(static_cast<Index>(i));
        }
        const Eigen::VectorXd w =
            weights_of(rows.z(outside, Eigen::all), rows.y(outside), rows.v(outside), loss);
        const Eigen::VectorXd mixed = rows.z(inside, Eigen::all) * w;
        all.errors(inside) = rows.y(inside).binaryExpr(
            mixed, [](double label, double mean) { return difference_of(label, mean); });
        all.deviations(inside) = mixture_deviation(rows.deviations(inside, Eigen::all), w, correlation);
    }
    return all;
}

} // namespace

RowMatrix material_losses(const std::vector<const OutOfFold*>& repeats, Loss loss) {
    std::map<std::uint64_t, Index> places;
    for (const std::uint64_t material : repeats.front()->materials) {
        places.emplace(material, 0);
    }
    Index count = 0;
    for (auto& [material, place] : places) {
        place = count++;
    }
    const auto candidates = static_cast<Index>(repeats.front()->by_candidate.size());
    RowMatrix losses = RowMatrix::Zero(count, candidates);
    Eigen::VectorXd weights = Eigen::VectorXd::Zero(count);
    for (const OutOfFold* repeat : repeats) {
        for (std::size_t i = 0; i < repeat->materials.size(); ++i) {
            const Index place = places.at(repeat->materials[i]);
            const double weight = weight_of(*repeat->target, i);
            weights[place] += weight;
            for (Index k = 0; k < candidates; ++k) {
                losses(place, k) += weight * loss_of(*repeat, static_cast<std::size_t>(k), i, loss);
            }
        }
    }
    return weights.cwiseInverse().asDiagonal() * losses;
}

std::vector<Gain> gains_over_first(const RowMatrix& losses, std::size_t folds) {
    const auto materials = static_cast<double>(losses.rows());
    const auto fold_count = static_cast<double>(folds);
    const double shared_rows = 1 + fold_count / (fold_count - 1);
    std::vector<Gain> gains;
    for (Index k = 0; k < losses.cols(); ++k) {
        // A candidate that is a copy of the first must not win or lose by rounding.
        const double largest = std::max(losses.col(0).maxCoeff(), losses.col(k).maxCoeff());
        const Eigen::ArrayXd gain = (losses.col(0) - losses.col(k)).unaryExpr([&](double g) {
            return beyond_rounding(g, largest, loss_rounding_share);
        });
        const double variance = (gain - gain.mean()).square().sum() / (materials - 1);
        gains.push_back({gain.mean(), std::sqrt(variance / materials * shared_rows)});
    }
    return gains;
}

Index guarded_choice(const std::vector<Gain>& gains, double guard) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < gains.size(); ++k) {
        const bool clear = gains[k].mean > 0 && gains[k].mean > guard * gains[k].standard_error;
        if (clear && difference_of(gains[k].mean, gains[best].mean, loss_rounding_share) > 0) {
            best = k;
        }
    }
    return static_cast<Index>(best);
}

Mixture only(Index candidate, Index candidates) {
    Mixture mixture{Eigen::VectorXd::Zero(candidates), RowMatrix::Identity(candidates, candidates), 1};
    mixture.weights[candidate] = 1;
    return mixture;
}

Mixture best_mixture(const std::vector<const OutOfFold*>& repeats, Loss loss) {
    const Rows rows = stacked(repeats, loss);
    Mixture mixture = only(0, rows.z.cols());
    mixture.weights = weights_of(rows.z, rows.y, rows.v, loss);
    if (loss != Loss::logarithm) {
        mixture.correlation = correlation_of((-rows.z).colwise() + rows.y);
        mixture.factor = calibration_factor(residual_ratio(cross_fitted(rows, loss, mixture.correlation)), 1);
    }
    return mixture;
}

} // namespace sinter::plugins::choose
