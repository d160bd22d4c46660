// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/category_order.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sinter::plugins::random_forest {
namespace {

using Index = Eigen::Index;

struct Totals {
    double weight;
    double sum;
};

Totals totals(const std::int64_t* at, const SumFormat& format) {
    if (!format.packed) {
        return {static_cast<double>(at[0]), static_cast<double>(at[1])};
    }
    const std::int64_t weight = *at & ((std::int64_t{1} << format.shift) - 1);
    return {static_cast<double>(weight), static_cast<double>((*at - weight) >> format.shift)};
}

/// The first principal component of the rows, each counting by its weight; its largest entry is positive.
Eigen::VectorXd first_component(const Eigen::MatrixXd& means, const Eigen::VectorXd& weights) {
    const Eigen::RowVectorXd centre = (weights.transpose() * means) / weights.sum();
    const Eigen::MatrixXd centred = means.rowwise() - centre;
    const Eigen::MatrixXd spread = centred.transpose() * weights.asDiagonal() * centred;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(spread);
    Eigen::VectorXd component = solver.eigenvectors().col(means.cols() - 1);
    Eigen::Index largest = 0;
    component.cwiseAbs().maxCoeff(&largest);
    return component(largest) < 0 ? Eigen::VectorXd(-component) : component;
}

/// Equal scores differ by rounding.
void restore_ties(std::vector<std::uint32_t>& order, const Eigen::VectorXd& scores) {
    const double tie = 1e-10 * (scores.maxCoeff() - scores.minCoeff());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && scores(Index(order[end])) - scores(Index(order[end - 1])) <= tie) {
            ++end;
        }
        std::sort(order.begin() + static_cast<std::ptrdiff_t>(first),
                  order.begin() + static_cast<std::ptrdiff_t>(end));
        first = end;
    }
}

} // namespace

std::vector<std::uint32_t> order_of_categories(const CategorySums& categories, const SumFormat& format,
                                               const std::vector<ScanColumn>& columns) {
    const auto rows = static_cast<Eigen::Index>(categories.count);
    Eigen::MatrixXd means = Eigen::MatrixXd::Zero(rows, static_cast<Eigen::Index>(columns.size()));
    Eigen::VectorXd weights = Eigen::VectorXd::Zero(rows);
    for (Eigen::Index row = 0; row < rows; ++row) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::int64_t* at =
                categories.sums + static_cast<std::size_t>(row) * categories.stride + columns[c].place;
            const Totals t = totals(at, format);
            weights(row) += t.weight;
            if (t.weight > 0) {
                means(row, static_cast<Eigen::Index>(c)) =
                    t.sum / t.weight * std::sqrt(columns[c].factor / columns[c].weight);
            }
        }
    }
    const Eigen::VectorXd scores = columns.size() == 1
                                       ? Eigen::VectorXd(means.col(0))
                                       : Eigen::VectorXd(means * first_component(means, weights));
    std::vector<std::uint32_t> order(categories.count);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return scores(Index(a)) < scores(Index(b)); });
    restore_ties(order, scores);
    return order;
}

} // namespace sinter::plugins::random_forest
