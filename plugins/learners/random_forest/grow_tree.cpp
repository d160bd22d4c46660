// SPDX-License-Identifier: Apache-2.0
#include "grow_tree.hpp"

#include "feature_draw.hpp"
#include "split_search.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

/// A node that has been made but not yet been looked at. Its rows lie together, and so do its candidate
/// features.
struct Pending {
    std::size_t node;
    std::size_t first_row;
    std::size_t row_count;
    std::size_t depth;
    std::size_t first_candidate;
    std::size_t candidate_count;
};

struct LabelSummary {
    double weight = 0;
    double mean = 0;
    bool all_equal = true;
};

template <class Code>
class Grower {
public:
    Grower(const CodedFeatures<Code>& features, const std::vector<BagRow>& bag, const TreeLimits& limits,
           Stream split_stream, double label_scale)
        : features_(&features), limits_(limits), label_scale_(label_scale), draw_(split_stream),
          search_(features, bag.size(), limits.min_leaf), moments_(bag.size()), spare_(bag.size()),
          spare_rows_(bag.size()), constant_(features.size(), 0) {
        for (const BagRow& row : bag) {
            rows_.push_back(row.row);
            labels_.push_back({row.weight, row.label});
        }
        candidates_.resize(features.size());
        std::iota(candidates_.begin(), candidates_.end(), 0U);
    }

    Tree grow() {
        if (rows_.empty()) {
            return {};
        }
        tree_.nodes.reserve(2 * rows_.size());
        tree_.nodes.push_back(Node::leaf(0));
        pending_.push_back({0, 0, rows_.size(), 0, 0, candidates_.size()});
        while (!pending_.empty()) {
            const Pending node = pending_.back();
            pending_.pop_back();
            // Every list behind this node's own belongs to a subtree that is finished.
            candidates_.resize(node.first_candidate + node.candidate_count);
            grow_node(node);
        }
        tree_.nodes.shrink_to_fit();
        return std::move(tree_);
    }

private:
    struct Labelled {
        double weight;
        double label;
    };

    void grow_node(const Pending& node);
    [[nodiscard]] LabelSummary summarise(const Pending& node) const;
    [[nodiscard]] NodeRows centre(const Pending& node, const LabelSummary& labels);
    void search(const Pending& node);
    void split(const Pending& node, const Cut<Code>& cut);
    std::size_t partition(const Pending& node, const Cut<Code>& cut);
    [[nodiscard]] Code lowest_above(const Pending& node, const Cut<Code>& cut) const;
    void push_children(const Pending& node, std::size_t left_count, std::size_t first_child);

    const CodedFeatures<Code>* features_;
    TreeLimits limits_;
    double label_scale_;
    FeatureDraw draw_;
    SplitSearch<Code> search_;

    // A node's rows are a run of these; splitting reorders the run.
    std::vector<std::uint32_t> rows_;
    std::vector<Labelled> labels_;
    std::vector<Moment> moments_;
    std::vector<Labelled> spare_;
    std::vector<std::uint32_t> spare_rows_;

    // Features not known to be constant, a list for each node on the way to the one at hand.
    std::vector<std::uint32_t> candidates_;
    std::vector<std::uint32_t> order_; ///< of the node at hand: drawn ones first
    std::vector<char> constant_;
    bool found_constant_ = false;

    std::vector<Pending> pending_;
    Tree tree_;
};

template <class Code>
LabelSummary Grower<Code>::summarise(const Pending& node) const {
    const Labelled* rows = labels_.data() + node.first_row;
    // Differences to one of the labels: the mean of equal labels is exactly that label.
    const double base = rows[0].label;
    LabelSummary summary;
    double sum = 0;
    for (std::size_t i = 0; i < node.row_count; ++i) {
        const double difference = rows[i].label - base;
        summary.weight += rows[i].weight;
        sum += rows[i].weight * difference;
        summary.all_equal = summary.all_equal && difference == 0;
    }
    summary.mean = base + sum / summary.weight;
    return summary;
}

template <class Code>
NodeRows Grower<Code>::centre(const Pending& node, const LabelSummary& labels) {
    double squares = 0;
    for (std::size_t i = 0; i < node.row_count; ++i) {
        const Labelled& row = labels_[node.first_row + i];
        const double centred = row.label - labels.mean;
        moments_[i] = {row.weight, row.weight * centred};
        squares += moments_[i].sum * centred;
    }
    return {rows_.data() + node.first_row, moments_.data(), node.row_count, labels.weight,
            squares / labels.weight};
}

template <class Code>
void Grower<Code>::grow_node(const Pending& node) {
    const LabelSummary labels = summarise(node);
    tree_.nodes[node.node] = Node::leaf(labels.mean * label_scale_);
    const bool deep_enough = limits_.max_depth > 0 && node.depth >= limits_.max_depth;
    if (labels.all_equal || deep_enough || node.row_count < 2 * limits_.min_leaf) {
        return;
    }
    search_.start(centre(node, labels));
    search(node);
    if (search_.best().found) {
        split(node, search_.best());
    }
    for (const std::uint32_t feature : order_) {
        constant_[feature] = 0;
    }
}

/// Offers features in random order, without replacement, until mtry that vary were offered.
template <class Code>
void Grower<Code>::search(const Pending& node) {
    const auto first = candidates_.begin() + static_cast<std::ptrdiff_t>(node.first_candidate);
    order_.assign(first, first + static_cast<std::ptrdiff_t>(node.candidate_count));
    found_constant_ = false;
    std::size_t tried = 0;
    for (std::size_t i = 0; i < order_.size() && tried < limits_.mtry && !search_.settled(); ++i) {
        std::swap(order_[i], order_[i + draw_.below(order_.size() - i)]);
        if (search_.offer(order_[i])) {
            ++tried;
        } else {
            constant_[order_[i]] = 1;
            found_constant_ = true;
        }
    }
}

template <class Code>
void Grower<Code>::split(const Pending& node, const Cut<Code>& cut) {
    const Code upper = lowest_above(node, cut);
    // Nothing but missing values on the right: every present value goes left.
    const double value = upper == CodedFeatures<Code>::missing
                             ? std::numeric_limits<double>::infinity()
                             : features_->cut_between(cut.feature, cut.lower, upper);
    const std::size_t left_count = partition(node, cut);
    bool missing_left = cut.missing_left;
    const Code* column = features_->column(cut.feature);
    const auto* rows = rows_.data() + node.first_row;
    const bool none_missing = !features_->has_missing(cut.feature) ||
                              std::none_of(rows, rows + node.row_count, [&](std::uint32_t row) {
                                  return column[row] == CodedFeatures<Code>::missing;
                              });
    if (none_missing) {
        const Labelled* labels = labels_.data() + node.first_row;
        const auto add = [](double sum, const Labelled& row) { return sum + row.weight; };
        missing_left = std::accumulate(labels, labels + left_count, 0.0, add) >=
                       std::accumulate(labels + left_count, labels + node.row_count, 0.0, add);
    }
    const std::size_t first_child = tree_.nodes.size();
    tree_.nodes[node.node] = Node::split(cut.feature, value, missing_left, first_child);
    tree_.nodes.push_back(Node::leaf(0));
    tree_.nodes.push_back(Node::leaf(0));
    push_children(node, left_count, first_child);
}

template <class Code>
Code Grower<Code>::lowest_above(const Pending& node, const Cut<Code>& cut) const {
    const Code* column = features_->column(cut.feature);
    Code lowest = CodedFeatures<Code>::missing; // above every code
    for (std::size_t i = 0; i < node.row_count; ++i) {
        const Code code = column[rows_[node.first_row + i]];
        if (code > cut.lower) {
            lowest = std::min(lowest, code);
        }
    }
    return lowest;
}

/// Stable; the left rows come first. Returns how many there are.
template <class Code>
std::size_t Grower<Code>::partition(const Pending& node, const Cut<Code>& cut) {
    const Code* column = features_->column(cut.feature);
    std::uint32_t* rows = rows_.data() + node.first_row;
    Labelled* labels = labels_.data() + node.first_row;
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < node.row_count; ++i) {
        const Code code = column[rows[i]];
        const bool goes_left = code == CodedFeatures<Code>::missing ? cut.missing_left : code <= cut.lower;
        // Both are written and one is kept: a branch here is a coin toss.
        const std::uint32_t row = rows[i];
        const Labelled label = labels[i];
        rows[left] = row;
        labels[left] = label;
        spare_rows_[right] = row;
        spare_[right] = label;
        left += goes_left ? 1 : 0;
        right += goes_left ? 0 : 1;
    }
    std::copy_n(spare_rows_.data(), right, rows + left);
    std::copy_n(spare_.data(), right, labels + left);
    return left;
}

template <class Code>
void Grower<Code>::push_children(const Pending& node, std::size_t left_count, std::size_t first_child) {
    // A feature constant here is constant below; the children share the shorter list.
    std::size_t first = node.first_candidate;
    std::size_t count = node.candidate_count;
    if (found_constant_) {
        first = candidates_.size();
        for (std::size_t i = 0; i < node.candidate_count; ++i) {
            const std::uint32_t feature = candidates_[node.first_candidate + i];
            if (constant_[feature] == 0) {
                candidates_.push_back(feature);
            }
        }
        count = candidates_.size() - first;
    }
    const std::size_t depth = node.depth + 1;
    pending_.push_back(
        {first_child + 1, node.first_row + left_count, node.row_count - left_count, depth, first, count});
    pending_.push_back({first_child, node.first_row, left_count, depth, first, count});
}

} // namespace

template <class Code>
Tree grow_tree(const CodedFeatures<Code>& features, const std::vector<BagRow>& bag, const TreeLimits& limits,
               Stream split_stream, double label_scale) {
    return Grower<Code>(features, bag, limits, split_stream, label_scale).grow();
}

template Tree grow_tree(const CodedFeatures<std::uint16_t>&, const std::vector<BagRow>&, const TreeLimits&,
                        Stream, double);
template Tree grow_tree(const CodedFeatures<std::uint32_t>&, const std::vector<BagRow>&, const TreeLimits&,
                        Stream, double);

} // namespace sinter::plugins::random_forest
