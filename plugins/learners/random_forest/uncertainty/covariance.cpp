// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/covariance.hpp"

#include <sinter/error.hpp>
#include <sinter/rounding.hpp>

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

namespace sinter::plugins::random_forest {
namespace {

void require_same_bags(const BagCounts& a, const std::vector<Index>& places_a, const BagCounts& b,
                       const std::vector<Index>& places_b, Index tree) {
    for (std::size_t i = 0; i < places_a.size(); ++i) {
        if (a.of_tree(tree)[places_a[i]] != b.of_tree(tree)[places_b[i]]) {
            fail_invalid("random_forest: the forests do not share their bags: tree " + std::to_string(tree) +
                         " counts a common material differently");
        }
    }
}

} // namespace

RowMatrix covariance(const Jackknife& jackknife, const RowMatrix& a, const RowMatrix& b,
                     CovarianceKind kind) {
    RowMatrix form = jackknife.form();
    if (kind == CovarianceKind::conservative) {
        form.diagonal().array() += jackknife.bias();
    }
    const RowMatrix formed = ordered_product(LeftFactor(form), form.rows(), b);
    return ordered_product(LeftFactor(a), a.cols(), formed);
}

Projection project_to_semidefinite(const RowMatrix& symmetric) {
    if (symmetric.size() == 0) {
        return {symmetric, 0};
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(Eigen::MatrixXd(symmetric), // NOLINT
                                                                Eigen::ComputeEigenvectors);
    if (solver.info() != Eigen::Success) {
        throw Error(SINTER_NUMERICAL, "random_forest: the covariance has no eigenvalues");
    }
    const Eigen::ArrayXd values = solver.eigenvalues().array();
    const double all = values.abs().sum();
    if (values.minCoeff() >= 0) {
        return {symmetric, 0};
    }
    const Eigen::MatrixXd roots = solver.eigenvectors() * values.max(0).sqrt().matrix().asDiagonal();
    RowMatrix projected = roots * roots.transpose();
    projected.triangularView<Eigen::StrictlyUpper>() = projected.transpose();
    return {projected, -values.min(0).sum() / all};
}

CommonBags common_bags(const Bagged& a, const Bagged& b) {
    CommonBags common;
    std::set_intersection(a.materials.begin(), a.materials.end(), b.materials.begin(), b.materials.end(),
                          std::back_inserter(common.materials));
    const auto places_a = places_of(common.materials, a.materials);
    const auto places_b = places_of(common.materials, b.materials);
    for (Index tree = 0; tree < std::min(a.bags.trees, b.bags.trees); ++tree) {
        require_same_bags(a.bags, places_a, b.bags, places_b, tree);
        const auto number = static_cast<std::size_t>(tree);
        if (a.tree_exists[number] && b.tree_exists[number]) {
            common.trees.push_back(tree);
            for (const Index place : places_a) {
                common.bags.counts.push_back(a.bags.of_tree(tree)[place]);
            }
        }
    }
    common.bags.trees = static_cast<Index>(common.trees.size());
    common.bags.materials = static_cast<Index>(common.materials.size());
    if (common.trees.empty() || common.materials.empty()) {
        fail_invalid("random_forest: the forests have no tree or no material in common");
    }
    return common;
}

RowMatrix centred_on(const CommonBags& common, const RowMatrix& predictions) {
    RowMatrix chosen(static_cast<Index>(common.trees.size()), predictions.cols());
    for (std::size_t i = 0; i < common.trees.size(); ++i) {
        chosen.row(static_cast<Index>(i)) = predictions.row(common.trees[i]);
    }
    const Eigen::RowVectorXd mean = chosen.colwise().mean();
    for (Index row = 0; row < chosen.cols(); ++row) {
        const bool varies = varies_beyond_rounding(chosen.col(row).minCoeff(), chosen.col(row).maxCoeff());
        chosen.col(row).array() -= mean(row);
        if (!varies) {
            chosen.col(row).setZero();
        }
    }
    return chosen;
}

} // namespace sinter::plugins::random_forest
