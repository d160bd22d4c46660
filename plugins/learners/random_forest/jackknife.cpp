// SPDX-License-Identifier: Apache-2.0
#include "jackknife.hpp"

#include "ordered_dot.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

constexpr double euler = 2.718281828459045;
constexpr Index materials_at_once = 256;

// Products are always this wide, padded with zeros: the order in which Eigen adds then depends on the number
// of trees and not on how many rows are asked for together.
constexpr Index columns_at_once = 32;

Eigen::MatrixXd padded_columns(const Eigen::MatrixXd& all, const std::vector<Index>& chosen,
                               std::size_t first) {
    Eigen::MatrixXd columns = Eigen::MatrixXd::Zero(all.rows(), columns_at_once);
    const auto count = std::min<std::size_t>(columns_at_once, chosen.size() - first);
    for (std::size_t i = 0; i < count; ++i) {
        columns.col(static_cast<Index>(i)) = all.col(chosen[first + i]);
    }
    return columns;
}

} // namespace

/// The columns of a run of materials.
struct Jackknife::MaterialBlock {
    Eigen::MatrixXd infinitesimal; ///< B x materials: (N_bi - mean_b N_bi) / B
    Eigen::MatrixXd after;         ///< B x materials: [N_bi = 0] / #{b: N_bi = 0} - 1/B; 0 without such a bag
    Eigen::ArrayXd infinitesimal_share; ///< weight of IJ_i^2 in the term
    Eigen::ArrayXd after_share;         ///< weight of J_i^2
    Eigen::ArrayXd bias_share;          ///< weight of c
};

Jackknife::MaterialBlock Jackknife::block(Index first) const {
    const Index trees = bags_->trees;
    const Index count = std::min(materials_at_once, bags_->materials - first);
    const auto n = static_cast<double>(bags_->materials);
    const auto tree_count = static_cast<double>(trees);
    MaterialBlock b{Eigen::MatrixXd(trees, count), Eigen::MatrixXd::Zero(trees, count), Eigen::ArrayXd(count),
                    Eigen::ArrayXd(count), Eigen::ArrayXd(count)};
    for (Index tree = 0; tree < trees; ++tree) {
        const std::uint8_t* counts = bags_->of_tree(tree) + first;
        for (Index i = 0; i < count; ++i) {
            b.infinitesimal(tree, i) = counts[i];
        }
    }
    for (Index i = 0; i < count; ++i) {
        const auto absent = static_cast<double>((b.infinitesimal.col(i).array() == 0).count());
        const bool has_after = absent > 0;
        if (has_after) {
            b.after.col(i) = (b.infinitesimal.col(i).array() == 0).cast<double>() / absent - 1 / tree_count;
        }
        const double mean = b.infinitesimal.col(i).mean();
        b.infinitesimal.col(i) = (b.infinitesimal.col(i).array() - mean) / tree_count;
        b.infinitesimal_share(i) = has_after ? 0.5 : 1;
        b.after_share(i) = has_after ? 0.5 * (n - 1) / n : 0;
        b.bias_share(i) = has_after ? 0.5 * euler : 1;
    }
    return b;
}

Jackknife::Jackknife(const BagCounts& bags) : bags_(&bags) {
    const auto n = static_cast<double>(bags.materials);
    const auto trees = static_cast<double>(bags.trees);
    bias_factor_ = (n - 1) / (n * trees * trees);
    Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(bags.trees, bags.trees);
    double bias = 0;
    for (Index first = 0; first < bags.materials; first += materials_at_once) {
        MaterialBlock b = block(first);
        b.infinitesimal *= b.infinitesimal_share.sqrt().matrix().asDiagonal();
        b.after *= b.after_share.sqrt().matrix().asDiagonal();
        lower.selfadjointView<Eigen::Lower>().rankUpdate(b.infinitesimal);
        lower.selfadjointView<Eigen::Lower>().rankUpdate(b.after);
        bias += b.bias_share.sum() * bias_factor_;
    }
    form_ = lower.selfadjointView<Eigen::Lower>();
    form_.diagonal().array() -= bias;
}

Eigen::VectorXd Jackknife::variances(const Eigen::MatrixXd& centred) const {
    Eigen::VectorXd result(centred.cols());
    std::vector<Index> all(static_cast<std::size_t>(centred.cols()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<Index>(i);
    }

    std::vector<Index> negative;
    for (std::size_t first = 0; first < all.size(); first += columns_at_once) {
        const Eigen::MatrixXd t = padded_columns(centred, all, first);
        const Eigen::MatrixXd formed = form_ * t;
        for (std::size_t i = first; i < std::min(all.size(), first + columns_at_once); ++i) {
            const auto place = static_cast<Index>(i);
            result(place) = ordered_dot(t, formed, static_cast<Index>(i - first));
            if (!(result(place) > 0)) {
                negative.push_back(place);
            }
        }
    }
    for (std::size_t first = 0; first < negative.size(); first += columns_at_once) {
        const Eigen::VectorXd replaced = rectified(padded_columns(centred, negative, first));
        for (std::size_t i = first; i < std::min(negative.size(), first + columns_at_once); ++i) {
            result(negative[i]) = replaced(static_cast<Index>(i - first));
        }
    }
    return result;
}

Eigen::VectorXd Jackknife::rectified(const Eigen::MatrixXd& centred) const {
    Eigen::RowVectorXd bias(centred.cols());
    for (Index column = 0; column < centred.cols(); ++column) {
        bias(column) = ordered_dot(centred, centred, column) * bias_factor_;
    }
    Eigen::ArrayXd largest =
        Eigen::ArrayXd::Constant(centred.cols(), -std::numeric_limits<double>::infinity());
    Eigen::ArrayXd smallest = -largest;
    for (Index first = 0; first < bags_->materials; first += materials_at_once) {
        const MaterialBlock b = block(first);
        Eigen::ArrayXXd terms = (b.infinitesimal.transpose() * centred).array().square();
        terms.colwise() *= b.infinitesimal_share;
        Eigen::ArrayXXd after = (b.after.transpose() * centred).array().square();
        after.colwise() *= b.after_share;
        terms += after - (b.bias_share.matrix() * bias).array();
        largest = largest.max(terms.colwise().maxCoeff().transpose());
        smallest = smallest.min(terms.colwise().minCoeff().transpose());
    }
    return (largest > 0).select(largest, smallest.abs());
}

} // namespace sinter::plugins::random_forest
