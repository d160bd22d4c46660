// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/importance/tree_shap.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <cmath>

namespace sinter::plugins::random_forest {
namespace {

struct Legendre {
    double value;
    double slope;
};

/// P_n at x within -1 and 1, by the three-term recurrence.
Legendre legendre(Eigen::Index n, double x) {
    double before = 1;
    double value = x;
    for (Eigen::Index k = 2; k <= n; ++k) {
        const auto order = static_cast<double>(k);
        const double next = ((2 * order - 1) * x * value - (order - 1) * before) / order;
        before = value;
        value = next;
    }
    return {value, static_cast<double>(n) * (x * value - before) / (x * x - 1)};
}

} // namespace

Quadrature gauss_legendre(Eigen::Index points) {
    constexpr double pi = 3.14159265358979323846;
    constexpr int steps = 8; // of Newton's method, from a start that is good to 1/n^2
    Quadrature q{Eigen::ArrayXd(points), Eigen::ArrayXd(points)};
    for (Eigen::Index i = 0; i < points; ++i) {
        double x = std::cos(pi * (static_cast<double>(i) + 0.75) / (static_cast<double>(points) + 0.5));
        for (int step = 0; step < steps; ++step) {
            const Legendre p = legendre(points, x);
            x -= p.value / p.slope;
        }
        const double slope = legendre(points, x).slope;
        q.places(i) = (1 - x) / 2;
        q.weights(i) = 1 / ((1 - x * x) * slope * slope);
    }
    return q;
}

TreeShap::TreeShap(const LabelForest& label, std::size_t tree)
    : label_(&label), number_(tree), tree_(&label.trees[tree]), edges_(tree_->nodes.size()),
      through_(tree_->nodes.size(), 1) {
    if (tree_->nodes.size() > 1 && tree_->weights.size() != tree_->nodes.size()) {
        throw Error(SINTER_UNSUPPORTED, "random_forest: Shapley values need the weights of a tree's nodes");
    }
    find_edges();
    find_base();
    const auto points = static_cast<Index>(std::max<std::size_t>((features_on_a_path_ + 1) / 2, 1));
    const Quadrature quadrature = gauss_legendre(points);
    weights_ = quadrature.weights;
    known_ = quadrature.places;
    unknown_ = 1 - known_;
    gain_if_stopped_ = -1 / unknown_;
    const auto nodes = static_cast<Index>(tree_->nodes.size());
    products_.resize(points, nodes);
    leaves_below_.assign(static_cast<std::size_t>(label.outputs()), Eigen::ArrayXXd(points, nodes));
    gain_.resize(points);
}

void TreeShap::find_edges() {
    std::vector<std::size_t> features(edges_.size(), 0); // distinct ones on the path
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
        const Node& node = tree_->nodes[i];
        features_on_a_path_ = std::max(features_on_a_path_, features[i]);
        if (node.is_leaf()) {
            continue;
        }
        std::uint32_t above = i;
        while (above != 0 && tree_->nodes[edges_[above].parent].column() != node.column()) {
            above = edges_[above].parent;
        }
        const std::size_t first = node.first_child();
        const double left = static_cast<double>(tree_->weights[first]);
        const double right = static_cast<double>(tree_->weights[first + 1]);
        const double before = above != 0 ? edges_[above].share : 1;
        edges_[first] = {above, i, before * (left / (left + right))};
        edges_[first + 1] = {above, i, before * (right / (left + right))};
        features[first] = features[first + 1] = features[i] + (above == 0 ? 1 : 0);
    }
}

void TreeShap::find_base() {
    base_.setZero(label_->outputs());
    std::vector<double> reached(edges_.size(), 1);
    for (std::size_t i = 0; i < edges_.size(); ++i) {
        if (i > 0) {
            const Edge& edge = edges_[i];
            reached[i] = reached[edge.parent] * edge.share / (edge.above != 0 ? edges_[edge.above].share : 1);
        }
        if (tree_->nodes[i].is_leaf()) {
            for (Index output = 0; output < base_.size(); ++output) {
                base_(output) += reached[i] * leaf_output(tree_->nodes[i], output);
            }
        }
    }
}

/// Sets through_.
void TreeShap::let_through(const double* row) {
    for (const Node& node : tree_->nodes) {
        if (node.is_leaf()) {
            continue;
        }
        const std::size_t first = node.first_child();
        const std::size_t chosen = node.child(row[node.feature()], tree_->left_categories.data());
        const std::uint32_t above = edges_[first].above;
        const char before = above != 0 ? through_[above] : char{1};
        through_[first] = chosen == first ? before : char{0};
        through_[first + 1] = chosen == first ? char{0} : before;
    }
}

/// From the product of the edge's parent to its own: the feature's factor with this edge instead of that without.
void TreeShap::multiply(std::uint32_t node) {
    const Edge& edge = edges_[node];
    auto product = products_.col(node);
    const auto before = products_.col(edge.parent);
    const double above = edge.above != 0 ? edges_[edge.above].share : 1;
    const bool through_above = edge.above == 0 || through_[edge.above] != 0;
    if (!through_above) {
        product = before * (edge.share / above); // the row is stopped already
    } else if (edge.above == 0) {
        product = before * (unknown_ * edge.share + known_ * static_cast<double>(through_[node]));
    } else if (through_[node] != 0) {
        product = before * (known_ + unknown_ * edge.share) / (known_ + unknown_ * above);
    } else {
        product = before * (unknown_ * edge.share) / (known_ + unknown_ * above);
    }
}

/// Adds what the leaves below a node give the feature of the edge to it. The edge above with the same feature
/// gives for all its leaves, these included, so its part for these is taken off again.
void TreeShap::give(std::uint32_t node, Eigen::Ref<RowMatrix> values) {
    const Edge& edge = edges_[node];
    const bool through = through_[node] != 0;
    const bool through_above = edge.above != 0 && through_[edge.above] != 0;
    if (edge.above != 0 && !through && !through_above) {
        return; // gain_if_stopped_ both
    }
    if (through) {
        gain_ = (1 - edge.share) / (known_ + unknown_ * edge.share);
    } else {
        gain_ = gain_if_stopped_;
    }
    if (through_above) {
        const double share = edges_[edge.above].share;
        gain_ -= (1 - share) / (known_ + unknown_ * share);
    }
    const auto feature = static_cast<Index>(tree_->nodes[edge.parent].feature());
    for (Index output = 0; output < base_.size(); ++output) {
        values(output, feature) += (leaves_below_[static_cast<std::size_t>(output)].col(node) * gain_).sum();
    }
}

void TreeShap::add(const double* row, Eigen::Ref<RowMatrix> values) {
    const auto count = static_cast<std::uint32_t>(edges_.size());
    let_through(row);
    products_.col(0).setOnes();
    for (std::uint32_t i = 1; i < count; ++i) {
        multiply(i);
    }
    for (std::uint32_t i = count; i-- > 0;) {
        const Node& node = tree_->nodes[i];
        for (Index output = 0; output < base_.size(); ++output) {
            auto below = leaves_below_[static_cast<std::size_t>(output)].col(i);
            if (node.is_leaf()) {
                below = products_.col(i) * weights_ * leaf_output(node, output);
            } else {
                const auto& of_output = leaves_below_[static_cast<std::size_t>(output)];
                const auto first = static_cast<Index>(node.first_child());
                below = of_output.col(first) + of_output.col(first + 1);
            }
        }
        if (i > 0) {
            give(i, values);
        }
    }
}

} // namespace sinter::plugins::random_forest
