// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/grow_tree.hpp"

#include "plugins/learners/random_forest/growth/choose_large_cut.hpp"
#include "plugins/learners/random_forest/growth/feature_draw.hpp"
#include "plugins/learners/random_forest/growth/grow_subtree.hpp"
#include "plugins/learners/random_forest/growth/node_targets.hpp"
#include "plugins/learners/random_forest/growth/part_rows.hpp"
#include "plugins/learners/random_forest/growth/scratch_pool.hpp"

#include <sinter/error.hpp>

#include <utility>

namespace sinter::plugins::random_forest {
namespace {

struct TopNode {
    std::size_t node;
    std::size_t first;
    std::size_t count;
    std::size_t depth;
    CandidateFeatures::Run candidates;
    Stream stream;
};

/// A subtree to be grown, and the leaf of the top that it takes the place of.
struct Piece {
    std::size_t node;
    SubtreeRoot root;
};

/// What the trees of one forest share.
template <std::size_t Stride>
struct Workshop {
    const CodedFeatures* features;
    const TargetColumns* columns;
    Growth growth;
    Host* host;
    mutable ScratchPool<SubtreeGrower<Stride>> subtree_growers;
};

/// The part of one tree that is above the subtrees.
template <std::size_t Stride>
class TopOfTree {
public:
    TopOfTree(const Workshop<Stride>& shop, const std::vector<WeightedRow>& bag);

    SharedTree grow(Stream splits);

private:
    void take_up(const TopNode& node);
    void grow_large(const TopNode& node);
    void hold_sums(const TopNode& node);
    [[nodiscard]] LargeNode large_node(const TopNode& node) const;
    [[nodiscard]] LargeCut search(const TopNode& top);
    void split(const TopNode& node, const LargeCut& cut);
    void grow_pieces();
    void put_in_place(std::size_t node, SharedTree piece);

    const Workshop<Stride>* shop_;
    std::vector<double> weights_;     ///< by row
    std::vector<std::uint32_t> rows_; ///< a node's rows are a run of these
    std::vector<std::uint32_t> spare_rows_;
    std::vector<std::int64_t> sums_;
    NodeTargets targets_;
    CandidateFeatures candidates_;
    std::vector<TopNode> pending_;
    std::vector<Piece> pieces_;
    std::size_t leaves_ = 0;
    SharedTree tree_;
};

template <std::size_t Stride>
TopOfTree<Stride>::TopOfTree(const Workshop<Stride>& shop, const std::vector<WeightedRow>& bag)
    : shop_(&shop), weights_(shop.features->rows()), rows_(bag.size()),
      targets_(*shop.columns, shop.growth.weight_unit) {
    for (std::size_t i = 0; i < bag.size(); ++i) {
        rows_[i] = bag[i].row;
        weights_[bag[i].row] = bag[i].weight;
    }
    candidates_.reset(shop.features->size());
    tree_.falls.assign(shop.features->size(), 0.0);
}

template <std::size_t Stride>
SharedTree TopOfTree<Stride>::grow(Stream splits) {
    if (rows_.empty()) {
        return {};
    }
    const TopNode root{0, 0, rows_.size(), 0, candidates_.all(), splits};
    sums_.resize(rows_.size() * targets_.integers());
    hold_sums(root);
    targets_.set_scales(shop_->growth.normalise);
    tree_.nodes.push_back(Node::leaf(0));
    pending_.push_back(root);
    while (!pending_.empty()) {
        const TopNode node = pending_.back();
        pending_.pop_back();
        take_up(node);
    }
    sums_ = {};
    spare_rows_ = {};
    grow_pieces();
    return std::move(tree_);
}

template <std::size_t Stride>
void TopOfTree<Stride>::take_up(const TopNode& node) {
    if (node.count > shop_->growth.subtree_rows) {
        grow_large(node);
        return;
    }
    const std::uint32_t* candidates = candidates_.list(node.candidates);
    pieces_.push_back({node.node,
                       {rows_.data() + node.first,
                        node.count,
                        node.depth,
                        {candidates, candidates + node.candidates.count},
                        node.stream.derive(2)}});
}

template <std::size_t Stride>
void TopOfTree<Stride>::hold_sums(const TopNode& node) {
    const TargetRows rows{shop_->columns->row(0), weights_.data()};
    const std::uint32_t* places = rows_.data() + node.first;
    targets_.summarise(rows, places, node.count);
    targets_.hold_sums(
        rows, places, node.count, [](std::size_t i) { return i; }, sums_.data());
}

template <std::size_t Stride>
LargeNode TopOfTree<Stride>::large_node(const TopNode& node) const {
    return {rows_.data() + node.first, sums_.data(),       node.count,
            targets_.integers(),       &targets_.format(), &targets_.scan_columns()};
}

template <std::size_t Stride>
void TopOfTree<Stride>::grow_large(const TopNode& node) {
    const TreeLimits& limits = shop_->growth.limits;
    hold_sums(node);
    const bool deep_enough = limits.max_depth > 0 && node.depth >= limits.max_depth;
    if (!targets_.pure() && !deep_enough && node.count >= 2 * limits.min_leaf) {
        const LargeCut cut = search(node);
        if (cut.found) {
            split(node, cut);
            return;
        }
    }
    add_leaf(tree_, node.node, leaves_++, targets_);
}

template <std::size_t Stride>
LargeCut TopOfTree<Stride>::search(const TopNode& top) {
    if (targets_.scan_columns().empty()) {
        return {};
    }
    if (shop_->host->cancelled()) {
        throw Error(SINTER_CANCELLED, "random_forest: stopped while growing");
    }
    candidates_.start(top.candidates);
    FeatureDraw draw(top.stream.derive(2));
    return choose_large_cut({shop_->features, &shop_->growth, shop_->host}, large_node(top),
                            targets_.impurity(), candidates_, draw);
}

template <std::size_t Stride>
void TopOfTree<Stride>::split(const TopNode& node, const LargeCut& cut) {
    const PartedRows parted = part_rows(*shop_->features, shop_->growth.cuts, cut, rows_.data() + node.first,
                                        node.count, weights_, spare_rows_);
    const std::size_t child = add_split(tree_, node.node, parted.cut, parted.default_left);
    const CandidateFeatures::Run run = candidates_.narrowed();
    const std::size_t depth = node.depth + 1;
    const std::size_t left_count = parted.left_count;
    pending_.push_back(
        {child + 1, node.first + left_count, node.count - left_count, depth, run, node.stream.derive(1)});
    pending_.push_back({child, node.first, left_count, depth, run, node.stream.derive(0)});
}

template <std::size_t Stride>
void TopOfTree<Stride>::grow_pieces() {
    std::vector<SharedTree> grown(pieces_.size());
    const auto grow_piece = [&](std::int64_t i) {
        const auto piece = static_cast<std::size_t>(i);
        shop_->subtree_growers.with([&](SubtreeGrower<Stride>& grower) {
            grower.set_targets(targets_);
            grown[piece] = grower.grow(pieces_[piece].root, weights_.data());
        });
    };
    if (pieces_.size() == 1) {
        grow_piece(0);
    } else if (!pieces_.empty()) {
        shop_->host->parallel_for(static_cast<std::int64_t>(pieces_.size()), grow_piece);
    }
    for (std::size_t piece = 0; piece < pieces_.size(); ++piece) {
        put_in_place(pieces_[piece].node, std::move(grown[piece]));
    }
}

/// The piece's root takes the place of `node`; its other nodes follow at the end.
template <std::size_t Stride>
void TopOfTree<Stride>::put_in_place(std::size_t node, SharedTree piece) {
    const std::size_t first = tree_.nodes.size();
    const auto moved = [&](const Node& n) {
        if (n.is_leaf()) {
            return Node::leaf(n.value() + static_cast<double>(leaves_));
        }
        const std::size_t child = n.first_child() + first - 1;
        return n.is_category_split()
                   ? Node::category_split(n.feature(), n.first_word() + tree_.left_categories.size(),
                                          n.words(), n.missing_left(), child)
                   : Node::split(n.feature(), n.value(), n.missing_left(), child);
    };
    tree_.nodes[node] = moved(piece.nodes[0]);
    for (std::size_t i = 1; i < piece.nodes.size(); ++i) {
        tree_.nodes.push_back(moved(piece.nodes[i]));
    }
    leaves_ += (piece.nodes.size() + 1) / 2;
    tree_.outputs.insert(tree_.outputs.end(), piece.outputs.begin(), piece.outputs.end());
    tree_.weights.insert(tree_.weights.end(), piece.weights.begin(), piece.weights.end());
    tree_.left_categories.insert(tree_.left_categories.end(), piece.left_categories.begin(),
                                 piece.left_categories.end());
    for (std::size_t feature = 0; feature < piece.falls.size(); ++feature) {
        tree_.falls[feature] += piece.falls[feature];
    }
}

template <std::size_t Stride>
class StridedTreeGrower final : public TreeGrower {
public:
    StridedTreeGrower(const CodedFeatures& features, const TargetColumns& columns, const Growth& growth,
                      Host& host)
        : shop_{&features, &columns, growth, &host, ScratchPool<SubtreeGrower<Stride>>([this] {
                    return std::make_unique<SubtreeGrower<Stride>>(
                        *shop_.features, *shop_.columns, shop_.growth,
                        NodeTargets(*shop_.columns, shop_.growth.weight_unit));
                })} {}

    [[nodiscard]] SharedTree grow(const std::vector<WeightedRow>& bag, Stream splits) const override {
        return TopOfTree<Stride>(shop_, bag).grow(splits);
    }

private:
    Workshop<Stride> shop_;
};

} // namespace

std::unique_ptr<TreeGrower> make_tree_grower(const CodedFeatures& features, const TargetColumns& columns,
                                             const Growth& growth, Host& host) {
    switch (NodeTargets(columns, growth.weight_unit).integers()) {
    case 1:
        return std::make_unique<StridedTreeGrower<1>>(features, columns, growth, host);
    case 2:
        return std::make_unique<StridedTreeGrower<2>>(features, columns, growth, host);
    case 3:
        return std::make_unique<StridedTreeGrower<3>>(features, columns, growth, host);
    default:
        return std::make_unique<StridedTreeGrower<0>>(features, columns, growth, host);
    }
}

} // namespace sinter::plugins::random_forest
