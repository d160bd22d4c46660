// SPDX-License-Identifier: Apache-2.0
#include "grow_tree.hpp"

#include "candidate_features.hpp"
#include "grow_subtree.hpp"
#include "large_node_search.hpp"
#include "node_targets.hpp"
#include "scratch_pool.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

/// Rows from which on the features of one node are worth several threads.
constexpr std::size_t rows_worth_threads = 16384;

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
    void start(const std::vector<WeightedRow>& bag);
    void take_up(const TopNode& node);
    void grow_large(const TopNode& node);
    void hold_sums(const TopNode& node);
    [[nodiscard]] LargeNode large_node(const TopNode& node) const;
    [[nodiscard]] LargeCut search(const TopNode& top);
    [[nodiscard]] std::vector<BinnedFeature> search_drawn(const LargeNode& node, FeatureDraw& draw,
                                                          const CutRules& rules);
    [[nodiscard]] LargeCut best_inside(const LargeNode& node, const std::vector<BinnedFeature>& drawn,
                                       CutRules rules) const;
    [[nodiscard]] LargeCut search_at_random(const LargeNode& node, FeatureDraw& draw, CutRules rules);
    void split(const TopNode& node, const LargeCut& cut);
    [[nodiscard]] bool goes_left(const LargeCut& cut, std::uint32_t row) const;
    [[nodiscard]] bool default_side(const TopNode& node, const LargeCut& cut, std::size_t left_count) const;
    [[nodiscard]] double cut_value(const TopNode& node, const LargeCut& cut, std::size_t left_count) const;
    std::size_t part_rows(const TopNode& node, const LargeCut& cut);
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
    const LargeNode node = large_node(top);
    CutRules rules{-1, 1e-10 * targets_.impurity(), shop_->growth.limits.min_leaf};
    if (shop_->growth.cuts == Cuts::random) {
        return search_at_random(node, draw, rules);
    }
    const std::vector<BinnedFeature> drawn = search_drawn(node, draw, rules);
    LargeCut best;
    for (const BinnedFeature& feature : drawn) {
        if (feature.best.found && feature.best.fall > rules.above) {
            best = feature.best;
            rules.above = best.fall + rules.margin;
        }
    }
    const bool look_inside = shop_->growth.engine == Engine::exact || !best.found;
    return look_inside ? best_inside(node, drawn, {-1, rules.margin, rules.min_leaf}) : best;
}

/// Draws until mtry features that vary were looked at.
template <std::size_t Stride>
std::vector<BinnedFeature> TopOfTree<Stride>::search_drawn(const LargeNode& node, FeatureDraw& draw,
                                                           const CutRules& rules) {
    std::vector<BinnedFeature> found;
    const std::size_t mtry = shop_->growth.limits.mtry;
    while (found.size() < mtry) {
        std::vector<BinnedFeature> batch;
        while (batch.size() < mtry - found.size()) {
            const auto feature = candidates_.draw(draw);
            if (!feature) {
                break;
            }
            batch.push_back({*feature, false, {}, 0});
        }
        if (batch.empty()) {
            break;
        }
        const auto look = [&](std::int64_t i) {
            BinnedFeature& entry = batch[static_cast<std::size_t>(i)];
            entry = search_bins(*shop_->features, node, entry.feature, rules, shop_->growth.engine);
        };
        if (node.count >= rows_worth_threads) {
            shop_->host->parallel_for(static_cast<std::int64_t>(batch.size()), look);
        } else {
            for (std::size_t i = 0; i < batch.size(); ++i) {
                look(static_cast<std::int64_t>(i));
            }
        }
        for (BinnedFeature& feature : batch) {
            if (feature.varies) {
                found.push_back(std::move(feature));
            } else {
                candidates_.mark_constant(feature.feature);
            }
        }
    }
    return found;
}

/// Exact: looks into the bins of the features that may hold the best cut.
template <std::size_t Stride>
LargeCut TopOfTree<Stride>::best_inside(const LargeNode& node, const std::vector<BinnedFeature>& drawn,
                                        CutRules rules) const {
    double greatest = -1;
    for (const BinnedFeature& feature : drawn) {
        greatest = feature.best.found ? std::max(greatest, feature.best.fall) : greatest;
    }
    const double at_least = greatest * (1 - 1e-9) - 2 * rules.margin;
    LargeCut best;
    for (const BinnedFeature& feature : drawn) {
        const bool inside = feature.bound >= at_least;
        if (!inside && !(feature.best.found && feature.best.fall >= at_least)) {
            continue;
        }
        const LargeCut cut =
            inside ? search_inside_bins(*shop_->features, node, feature.feature, rules, at_least)
                   : feature.best;
        if (cut.found && cut.fall > rules.above) {
            best = cut;
            rules.above = cut.fall + rules.margin;
        }
    }
    return best;
}

template <std::size_t Stride>
LargeCut TopOfTree<Stride>::search_at_random(const LargeNode& node, FeatureDraw& draw, CutRules rules) {
    LargeCut best;
    for (std::size_t tried = 0; tried < shop_->growth.limits.mtry;) {
        const auto feature = candidates_.draw(draw);
        if (!feature) {
            break;
        }
        auto cut = search_random(*shop_->features, node, *feature, rules, draw);
        if (!cut) {
            candidates_.mark_constant(*feature);
            continue;
        }
        ++tried;
        if (cut->found) {
            rules.above = cut->fall + rules.margin;
            best = std::move(*cut);
        }
    }
    return best;
}

template <std::size_t Stride>
bool TopOfTree<Stride>::goes_left(const LargeCut& cut, std::uint32_t row) const {
    const CodedFeatures& features = *shop_->features;
    const std::uint16_t code = features.column(cut.feature)[row];
    if (code == CodedFeatures::missing) {
        return cut.missing_left;
    }
    if (!cut.left_codes.empty()) {
        return std::find(cut.left_codes.begin(), cut.left_codes.end(), code) != cut.left_codes.end();
    }
    const std::size_t bin = bin_of(code);
    if (shop_->growth.cuts == Cuts::best && bin != cut.last_bin) {
        return bin < cut.last_bin;
    }
    return features.value(row, cut.feature) <= cut.last_value;
}

/// Stable; the left rows come first. Returns how many there are.
template <std::size_t Stride>
std::size_t TopOfTree<Stride>::part_rows(const TopNode& node, const LargeCut& cut) {
    std::uint32_t* rows = rows_.data() + node.first;
    spare_rows_.resize(std::max(spare_rows_.size(), node.count));
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < node.count; ++i) {
        const std::uint32_t row = rows[i];
        const bool is_left = goes_left(cut, row);
        rows[left] = row;
        spare_rows_[right] = row;
        left += is_left ? 1 : 0;
        right += is_left ? 0 : 1;
    }
    std::copy_n(spare_rows_.data(), right, rows + left);
    return left;
}

/// After the rows were parted.
template <std::size_t Stride>
double TopOfTree<Stride>::cut_value(const TopNode& node, const LargeCut& cut, std::size_t left_count) const {
    if (shop_->growth.cuts == Cuts::random) {
        return cut.last_value;
    }
    const std::uint16_t* codes = shop_->features->column(cut.feature);
    const std::uint32_t* rows = rows_.data() + node.first;
    // Only rows of the two codes at the cut are asked for their values: those lie far apart in memory.
    std::uint16_t last = 0;
    std::uint16_t next = CodedFeatures::missing;
    for (std::size_t i = 0; i < node.count; ++i) {
        const std::uint16_t code = codes[rows[i]];
        if (code != CodedFeatures::missing) {
            (i < left_count ? last : next) = i < left_count ? std::max(last, code) : std::min(next, code);
        }
    }
    double low = -std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = 0; i < node.count; ++i) {
        const std::uint16_t code = codes[rows[i]];
        if (i < left_count && code == last) {
            low = std::max(low, shop_->features->value(rows[i], cut.feature));
        } else if (i >= left_count && code == next && next != CodedFeatures::missing) {
            high = std::min(high, shop_->features->value(rows[i], cut.feature));
        }
    }
    return std::isinf(high) ? high : cut_between(low, high);
}

template <std::size_t Stride>
bool TopOfTree<Stride>::default_side(const TopNode& node, const LargeCut& cut, std::size_t left_count) const {
    const std::uint16_t* codes = shop_->features->column(cut.feature);
    const std::uint32_t* rows = rows_.data() + node.first;
    const bool some_missing = shop_->features->has_missing(cut.feature) &&
                              std::any_of(rows, rows + node.count, [&](std::uint32_t row) {
                                  return codes[row] == CodedFeatures::missing;
                              });
    if (some_missing) {
        return cut.missing_left;
    }
    double left = 0;
    double right = 0;
    for (std::size_t i = 0; i < node.count; ++i) {
        (i < left_count ? left : right) += weights_[rows[i]];
    }
    return left >= right;
}

template <std::size_t Stride>
void TopOfTree<Stride>::split(const TopNode& node, const LargeCut& cut) {
    const std::size_t left_count = part_rows(node, cut);
    const bool default_left = default_side(node, cut, left_count);
    ChosenCut chosen;
    chosen.feature = cut.feature;
    chosen.fall = cut.fall;
    if (cut.left_codes.empty()) {
        chosen.value = cut_value(node, cut, left_count);
    } else {
        const std::uint16_t* codes = shop_->features->column(cut.feature);
        LevelSides sides(shop_->features->levels(cut.feature), default_left);
        for (std::size_t i = 0; i < node.count; ++i) {
            const std::uint16_t code = codes[rows_[node.first + i]];
            if (code != CodedFeatures::missing) {
                sides.set(code, i < left_count);
            }
        }
        chosen.left_levels = sides.left();
    }
    const std::size_t child = add_split(tree_, node.node, chosen, default_left);
    const CandidateFeatures::Run run = candidates_.narrowed();
    const std::size_t depth = node.depth + 1;
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
