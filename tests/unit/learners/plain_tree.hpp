// SPDX-License-Identifier: Apache-2.0
//
// A regression tree as one would write it down: every cut of every feature, sums of squares from scratch, in
// long double. Cubic in the rows; for comparison only.
#pragma once

#include "plugins/learners/random_forest/feature_draw.hpp"
#include "plugins/learners/random_forest/grow_tree.hpp"

#include <sinter/views.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sinter::tests {

using plugins::random_forest::BagRow;
using plugins::random_forest::FeatureDraw;
using plugins::random_forest::TreeLimits;

struct PlainNode {
    double mean = 0;
    std::size_t feature = 0;
    double cut = 0;
    bool missing_left = false;
    std::unique_ptr<PlainNode> left, right;

    [[nodiscard]] double predict(const double* row) const {
        if (!left) {
            return mean;
        }
        const double x = row[feature];
        return ((std::isnan(x) ? missing_left : x <= cut) ? left : right)->predict(row);
    }
};

class PlainTree {
public:
    PlainTree(const RowMatrix& x, TreeLimits limits, Stream splits) : x_(x), limits_(limits), draw_(splits) {}

    std::unique_ptr<PlainNode> grow(const std::vector<BagRow>& bag) {
        std::vector<std::size_t> all(static_cast<std::size_t>(x_.cols()));
        std::iota(all.begin(), all.end(), std::size_t{0});
        return grow(bag, all, 0);
    }

private:
    struct Split {
        std::size_t feature;
        double cut;
        bool missing_left;
        long double fall;
    };
    using Rows = std::vector<BagRow>;

    static long double weight(const Rows& rows) {
        long double sum = 0;
        for (const auto& r : rows) {
            sum += r.weight;
        }
        return sum;
    }
    static long double mean(const Rows& rows) {
        long double sum = 0;
        for (const auto& r : rows) {
            sum += static_cast<long double>(r.weight) * r.label;
        }
        return sum / weight(rows);
    }
    static long double squares(const Rows& rows) {
        const long double m = mean(rows);
        long double sum = 0;
        for (const auto& r : rows) {
            sum += r.weight * (r.label - m) * (r.label - m);
        }
        return sum;
    }
    [[nodiscard]] double value(const BagRow& row, std::size_t feature) const {
        return x_(row.row, static_cast<Index>(feature));
    }
    [[nodiscard]] std::pair<Rows, Rows> sides(const Rows& rows, const Split& s) const {
        std::pair<Rows, Rows> result;
        for (const auto& r : rows) {
            const double v = value(r, s.feature);
            ((std::isnan(v) ? s.missing_left : v <= s.cut) ? result.first : result.second).push_back(r);
        }
        return result;
    }

    /// Midpoints of neighbouring values; and everything against the missing ones, where there are any. Empty:
    /// constant.
    [[nodiscard]] std::vector<double> cuts(const Rows& rows, std::size_t feature) const {
        std::set<double> values;
        bool missing = false;
        for (const auto& r : rows) {
            const double v = value(r, feature);
            std::isnan(v) ? void(missing = true) : void(values.insert(v));
        }
        std::vector<double> result;
        for (auto v = values.begin(); v != values.end(); ++v) {
            const auto next = std::next(v);
            if (next != values.end()) {
                result.push_back(std::midpoint(*v, *next) < *next ? std::midpoint(*v, *next) : *v);
            } else if (missing) {
                result.push_back(std::numeric_limits<double>::infinity());
            }
        }
        return result;
    }

    void offer(const Rows& rows, std::size_t feature, const std::vector<double>& all_cuts, bool missing,
               std::optional<Split>& best) const {
        const long double total = squares(rows);
        for (const double cut : all_cuts) {
            for (const bool missing_left : {false, true}) {
                if (missing_left && (!missing || std::isinf(cut))) {
                    continue;
                }
                Split s{feature, cut, missing_left, 0};
                const auto [left, right] = sides(rows, s);
                if (left.size() < limits_.min_leaf || right.size() < limits_.min_leaf) {
                    continue;
                }
                s.fall = total - squares(left) - squares(right);
                if (!best || s.fall > best->fall + 1e-10L * total) {
                    best = s;
                }
            }
        }
    }

    [[nodiscard]] bool some_missing(const Rows& rows, std::size_t feature) const {
        for (const auto& r : rows) {
            if (std::isnan(value(r, feature))) {
                return true;
            }
        }
        return false;
    }

    std::unique_ptr<PlainNode> grow(const Rows& rows, const std::vector<std::size_t>& candidates,
                                    std::size_t depth) {
        auto node = std::make_unique<PlainNode>();
        node->mean = static_cast<double>(mean(rows));
        bool equal = true;
        for (const auto& r : rows) {
            equal = equal && r.label == rows[0].label;
        }
        if (equal || (limits_.max_depth > 0 && depth == limits_.max_depth) ||
            rows.size() < 2 * limits_.min_leaf) {
            return node;
        }
        std::optional<Split> best;
        auto order = candidates;
        std::set<std::size_t> constant;
        std::size_t tried = 0;
        const long double total = squares(rows);
        for (std::size_t i = 0; i < order.size() && tried < limits_.mtry; ++i) {
            if (best && best->fall + 1e-10L * total >= total) {
                break;
            } // nothing can be better
            std::swap(order[i], order[i + draw_.below(order.size() - i)]);
            const auto all_cuts = cuts(rows, order[i]);
            if (all_cuts.empty()) {
                constant.insert(order[i]);
                continue;
            }
            ++tried;
            offer(rows, order[i], all_cuts, some_missing(rows, order[i]), best);
        }
        if (!best) {
            return node;
        }
        std::vector<std::size_t> remaining;
        for (const auto f : candidates) {
            if (constant.count(f) == 0) {
                remaining.push_back(f);
            }
        }
        const auto [left, right] = sides(rows, *best);
        node->feature = best->feature;
        node->cut = best->cut;
        node->missing_left =
            some_missing(rows, best->feature) ? best->missing_left : weight(left) >= weight(right);
        node->left = grow(left, remaining, depth + 1);
        node->right = grow(right, remaining, depth + 1);
        return node;
    }

    const RowMatrix& x_;
    TreeLimits limits_;
    FeatureDraw draw_;
};

} // namespace sinter::tests
