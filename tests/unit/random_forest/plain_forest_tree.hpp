// SPDX-License-Identifier: Apache-2.0
//
// A tree as one would write it down: every cut of every feature, impurities from scratch, in long double, for
// one label or several. Cubic in the rows; for comparison only.
#pragma once

#include "plugins/learners/random_forest/growth/feature_draw.hpp"
#include "plugins/learners/random_forest/growth/node_targets.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"
#include "plugins/learners/random_forest/training/label_table.hpp"

#include <sinter/views.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sinter::tests {

/// What the plain tree is grown on. Labels are NaN where missing; class_counts[k] = 0 for a number.
struct LabelledRows {
    RowMatrix x;
    RowMatrix y;
    std::vector<std::uint32_t> class_counts;
    std::vector<double> label_weights;
    std::vector<std::uint32_t> levels; ///< of each feature; 0: a number
    std::vector<plugins::random_forest::WeightedRow> bag;
};

struct PlainLabelNode {
    std::vector<plugins::random_forest::WeightedRow> rows;
    std::size_t feature = 0;
    double cut = 0;
    std::set<double> left_levels; ///< of a category
    bool missing_left = false;
    std::unique_ptr<PlainLabelNode> left, right;
};

class PlainLabelTree {
public:
    using Growth = plugins::random_forest::Growth;
    using Normalise = plugins::random_forest::Normalise;
    using FeatureDraw = plugins::random_forest::FeatureDraw;
    using Rows = std::vector<plugins::random_forest::WeightedRow>;

    PlainLabelTree(const LabelledRows& data, const Growth& growth, Stream splits)
        : data_(data), growth_(growth), limits_(growth.limits) {
        for (std::size_t k = 0; k < data.class_counts.size(); ++k) {
            scales_.push_back(scale(k, growth.normalise));
        }
        std::vector<std::size_t> all(static_cast<std::size_t>(data.x.cols()));
        std::iota(all.begin(), all.end(), std::size_t{0});
        root_ = grow(data.bag, all, 0, splits, nullptr);
    }

    [[nodiscard]] const PlainLabelNode& root() const { return *root_; }

    /// The node, or the first below it whose children both have rows with the label, or a leaf. The label has
    /// rows in the node.
    [[nodiscard]] const PlainLabelNode& kept(const PlainLabelNode& node, std::size_t label) const {
        if (!node.left || (has(node.left->rows, label) && has(node.right->rows, label))) {
            return node;
        }
        return kept(has(node.left->rows, label) ? *node.left : *node.right, label);
    }
    [[nodiscard]] bool has(const Rows& rows, std::size_t label) const { return weight(rows, label) > 0; }

    /// The mean, or the classes' shares, of the rows with the label.
    [[nodiscard]] std::vector<double> outputs(const Rows& rows, std::size_t label) const {
        std::vector<double> result;
        if (data_.class_counts[label] == 0) {
            return {static_cast<double>(mean(rows, label))};
        }
        for (std::uint32_t c = 0; c < data_.class_counts[label]; ++c) {
            result.push_back(static_cast<double>(class_weight(rows, label, c) / weight(rows, label)));
        }
        return result;
    }

private:
    struct Split {
        std::size_t feature;
        double cut;
        std::set<double> left_levels;
        bool missing_left;
        long double fall;
    };

    [[nodiscard]] double label(std::uint32_t row, std::size_t k) const {
        return data_.y(row, static_cast<Index>(k));
    }
    [[nodiscard]] long double weight(const Rows& rows, std::size_t k) const {
        long double sum = 0;
        for (const auto& r : rows) {
            sum += std::isnan(label(r.row, k)) ? 0 : r.weight;
        }
        return sum;
    }
    [[nodiscard]] long double class_weight(const Rows& rows, std::size_t k, std::uint32_t c) const {
        long double sum = 0;
        for (const auto& r : rows) {
            sum += label(r.row, k) == c ? r.weight : 0;
        }
        return sum;
    }
    [[nodiscard]] long double mean(const Rows& rows, std::size_t k) const {
        long double sum = 0;
        for (const auto& r : rows) {
            sum += std::isnan(label(r.row, k)) ? 0 : static_cast<long double>(r.weight) * label(r.row, k);
        }
        return sum / weight(rows, k);
    }

    /// Of one label, not scaled: the weighted sum of squares, or W (1 - sum of squared shares).
    [[nodiscard]] long double impurity(const Rows& rows, std::size_t k) const {
        const long double all = weight(rows, k);
        if (all == 0) {
            return 0;
        }
        if (data_.class_counts[k] == 0) {
            const long double m = mean(rows, k);
            long double sum = 0;
            for (const auto& r : rows) {
                const double y = label(r.row, k);
                sum += std::isnan(y) ? 0 : r.weight * (y - m) * (y - m);
            }
            return sum;
        }
        long double squares = 0;
        for (std::uint32_t c = 0; c < data_.class_counts[k]; ++c) {
            squares += class_weight(rows, k, c) * class_weight(rows, k, c) / (all * all);
        }
        return all * (1 - squares);
    }
    [[nodiscard]] long double impurity(const Rows& rows) const {
        long double sum = 0;
        for (std::size_t k = 0; k < scales_.size(); ++k) {
            sum += scales_[k] * impurity(rows, k);
        }
        return sum;
    }
    [[nodiscard]] long double scale(std::size_t k, Normalise normalise) const {
        const long double all = weight(data_.bag, k);
        const long double root = impurity(data_.bag, k);
        if (varies(data_.bag, k) == false) {
            return 0;
        }
        const long double standardise = data_.class_counts[k] == 0 ? 1 / (root / all) : 1; // by the variance
        const long double divisor = normalise == Normalise::root    ? standardise * root
                                    : normalise == Normalise::count ? all
                                                                    : 1;
        return data_.label_weights[k] * standardise / divisor;
    }

    [[nodiscard]] bool varies(const Rows& rows, std::size_t k) const {
        std::set<double> values;
        for (const auto& r : rows) {
            if (!std::isnan(label(r.row, k))) {
                values.insert(label(r.row, k));
            }
        }
        return values.size() > 1;
    }
    [[nodiscard]] bool pure(const Rows& rows) const {
        for (std::size_t k = 0; k < scales_.size(); ++k) {
            if (varies(rows, k)) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] double value(std::uint32_t row, std::size_t feature) const {
        return data_.x(row, static_cast<Index>(feature));
    }
    [[nodiscard]] bool some_missing(const Rows& rows, std::size_t feature) const {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const auto& r) { return std::isnan(value(r.row, feature)); });
    }
    [[nodiscard]] std::pair<Rows, Rows> sides(const Rows& rows, const Split& s) const {
        std::pair<Rows, Rows> result;
        for (const auto& r : rows) {
            const double v = value(r.row, s.feature);
            const bool below = s.left_levels.empty() ? v <= s.cut : s.left_levels.contains(v);
            ((std::isnan(v) ? s.missing_left : below) ? result.first : result.second).push_back(r);
        }
        return result;
    }
    static long double row_weight(const Rows& rows) {
        long double sum = 0;
        for (const auto& r : rows) {
            sum += r.weight;
        }
        return sum;
    }

    /// Midpoints of neighbouring values; and everything against the missing ones, where there are any.
    [[nodiscard]] std::vector<Split> cuts(const Rows& rows, std::size_t feature) const {
        std::set<double> values;
        for (const auto& r : rows) {
            if (!std::isnan(value(r.row, feature))) {
                values.insert(value(r.row, feature));
            }
        }
        if (data_.levels[feature] > 0) {
            return level_cuts(rows, feature, {values.begin(), values.end()});
        }
        std::vector<Split> result;
        for (auto v = values.begin(); v != values.end(); ++v) {
            const auto next = std::next(v);
            if (next != values.end()) {
                const double cut = std::midpoint(*v, *next) < *next ? std::midpoint(*v, *next) : *v;
                result.push_back({feature, cut, {}, false, 0});
            } else if (some_missing(rows, feature)) {
                result.push_back({feature, std::numeric_limits<double>::infinity(), {}, false, 0});
            }
        }
        return result;
    }

    /// Of one label: the levels ordered by their mean label, or by the share of class 0.
    [[nodiscard]] std::vector<Split> level_cuts(const Rows& rows, std::size_t feature,
                                                std::vector<double> levels) const {
        const auto mean_of = [&](double level) {
            Rows held;
            std::copy_if(rows.begin(), rows.end(), std::back_inserter(held),
                         [&](const auto& r) { return value(r.row, feature) == level; });
            return data_.class_counts[0] == 0 ? mean(held, 0) : class_weight(held, 0, 0) / weight(held, 0);
        };
        std::stable_sort(levels.begin(), levels.end(),
                         [&](double a, double b) { return mean_of(a) < mean_of(b); });
        std::vector<Split> result;
        std::set<double> left;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            left.insert(levels[i]);
            if (i + 1 < levels.size()) {
                result.push_back({feature, 0, left, false, 0});
            } else if (some_missing(rows, feature)) {
                result.push_back({feature, std::numeric_limits<double>::infinity(), left, false, 0});
            }
        }
        return result;
    }

    void offer(const Rows& rows, const std::vector<Split>& all_cuts, std::optional<Split>& best) const {
        const long double total = impurity(rows);
        for (const Split& cut : all_cuts) {
            for (const bool missing_left : {false, true}) {
                if (missing_left && (!some_missing(rows, cut.feature) || std::isinf(cut.cut))) {
                    continue;
                }
                Split s = cut;
                s.missing_left = missing_left;
                const auto [left, right] = sides(rows, s);
                if (left.size() < limits_.min_leaf || right.size() < limits_.min_leaf) {
                    continue;
                }
                s.fall = total - impurity(left) - impurity(right);
                if (!best || s.fall > best->fall + 1e-10L * total) {
                    best = s;
                }
            }
        }
    }

    /// No cut falls further: the best of all partitions, where the tree looks at them.
    [[nodiscard]] long double greatest_fall(const Rows& rows) const {
        const long double total = impurity(rows);
        std::vector<std::size_t> varying;
        for (std::size_t k = 0; k < scales_.size(); ++k) {
            if (varies(rows, k)) {
                varying.push_back(k);
            }
        }
        if (varying.size() != 1 || data_.class_counts[varying[0]] > 2 ||
            rows.size() > plugins::random_forest::few_rows) {
            return total;
        }
        Rows sorted;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(sorted),
                     [&](const auto& r) { return !std::isnan(label(r.row, varying[0])); });
        std::stable_sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
            return label(a.row, varying[0]) < label(b.row, varying[0]);
        });
        long double greatest = 0;
        for (std::size_t i = 1; i < sorted.size(); ++i) {
            const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(i);
            greatest = std::max(greatest, total - impurity({sorted.begin(), middle}) -
                                              impurity({middle, sorted.end()}));
        }
        return greatest;
    }

    [[nodiscard]] std::optional<Split> best_split(const Rows& rows, std::vector<std::size_t> order,
                                                  std::set<std::size_t>& constant, FeatureDraw& draw) const {
        std::optional<Split> best;
        std::size_t tried = 0;
        const bool large = rows.size() > growth_.subtree_rows;
        const long double total = impurity(rows);
        const long double greatest = greatest_fall(rows);
        for (std::size_t i = 0; i < order.size() && tried < limits_.mtry; ++i) {
            if (!large && best && best->fall + 1e-10L * total >= greatest) {
                break; // nothing can be better
            }
            std::swap(order[i], order[i + draw.below(order.size() - i)]);
            const auto all_cuts = cuts(rows, order[i]);
            if (all_cuts.empty()) {
                constant.insert(order[i]);
                continue;
            }
            ++tried;
            offer(rows, all_cuts, best);
        }
        return best;
    }

    std::unique_ptr<PlainLabelNode> grow(const Rows& rows, const std::vector<std::size_t>& candidates,
                                         std::size_t depth, Stream stream, FeatureDraw* of_subtree) {
        FeatureDraw own(stream.derive(2));
        const bool large = rows.size() > growth_.subtree_rows;
        FeatureDraw& draw = of_subtree != nullptr ? *of_subtree : own;
        FeatureDraw* const below = large ? nullptr : &draw;
        auto node = std::make_unique<PlainLabelNode>();
        node->rows = rows;
        if (pure(rows) || (limits_.max_depth > 0 && depth == limits_.max_depth) ||
            rows.size() < 2 * limits_.min_leaf) {
            return node;
        }
        std::set<std::size_t> constant;
        const auto best = best_split(rows, candidates, constant, draw);
        if (!best) {
            return node;
        }
        std::vector<std::size_t> remaining;
        std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(remaining),
                     [&](std::size_t f) { return !constant.contains(f); });
        const auto [left, right] = sides(rows, *best);
        node->feature = best->feature;
        node->cut = best->cut;
        node->left_levels = best->left_levels;
        node->missing_left =
            some_missing(rows, best->feature) ? best->missing_left : row_weight(left) >= row_weight(right);
        node->left = grow(left, remaining, depth + 1, stream.derive(0), below);
        node->right = grow(right, remaining, depth + 1, stream.derive(1), below);
        return node;
    }

    const LabelledRows& data_;
    Growth growth_;
    plugins::random_forest::TreeLimits limits_;
    std::vector<long double> scales_;
    std::unique_ptr<PlainLabelNode> root_;
};

} // namespace sinter::tests
