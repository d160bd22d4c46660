// SPDX-License-Identifier: Apache-2.0
#include "grow_label_trees.hpp"

#include "candidate_features.hpp"
#include "label_split_search.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

/// A node that has been made but not yet been looked at. Its rows lie together.
struct Pending {
    std::size_t node;
    std::size_t first_row;
    std::size_t row_count;
    std::size_t depth;
    CandidateFeatures::Run candidates;
};

template <class Code>
class LabelGrower {
public:
    LabelGrower(const CodedFeatures<Code>& features, const LabelTable& labels,
                const std::vector<WeightedRow>& bag, const TreeLimits& limits, Normalise normalise,
                Stream split_stream)
        : features_(&features), limits_(limits), rows_(bag), spare_(bag.size()),
          candidates_(features.size(), split_stream), impurity_(labels, bag, normalise),
          search_(features, bag.size(), limits.min_leaf) {}

    SharedTree grow() {
        if (rows_.empty()) {
            return {};
        }
        tree_.nodes.push_back(Node::leaf(0));
        pending_.push_back({0, 0, rows_.size(), 0, candidates_.all()});
        while (!pending_.empty()) {
            const Pending node = pending_.back();
            pending_.pop_back();
            grow_node(node);
        }
        return std::move(tree_);
    }

private:
    void grow_node(const Pending& node);
    [[nodiscard]] bool may_split(const Pending& node) const;
    void search(const Pending& node);
    void make_leaf(std::size_t node);
    void split(const Pending& node, const Cut<Code>& cut);
    [[nodiscard]] double cut_value(const Pending& node, const Cut<Code>& cut) const;
    [[nodiscard]] bool missing_goes_left(const Pending& node, const Cut<Code>& cut,
                                         std::size_t left_count) const;
    std::size_t partition(const Pending& node, const Cut<Code>& cut);

    const CodedFeatures<Code>* features_;
    TreeLimits limits_;
    std::vector<WeightedRow> rows_; ///< a node's rows are a run of these; splitting reorders the run
    std::vector<WeightedRow> spare_;
    CandidateFeatures candidates_;
    NodeImpurity impurity_;
    LabelSplitSearch<Code> search_;
    std::vector<Pending> pending_;
    std::size_t leaves_ = 0;
    SharedTree tree_;
};

template <class Code>
void LabelGrower<Code>::grow_node(const Pending& node) {
    impurity_.start(rows_.data() + node.first_row, node.row_count);
    if (may_split(node)) {
        search(node);
        if (search_.best().found) {
            split(node, search_.best());
            return;
        }
    }
    make_leaf(node.node);
}

template <class Code>
bool LabelGrower<Code>::may_split(const Pending& node) const {
    const bool deep_enough = limits_.max_depth > 0 && node.depth >= limits_.max_depth;
    return !impurity_.pure() && !deep_enough && node.row_count >= 2 * limits_.min_leaf;
}

/// Offers features in random order, without replacement, until mtry that vary were offered.
template <class Code>
void LabelGrower<Code>::search(const Pending& node) {
    search_.start(rows_.data() + node.first_row, node.row_count, impurity_);
    candidates_.start(node.candidates);
    std::size_t tried = 0;
    while (tried < limits_.mtry && !search_.settled()) {
        const auto feature = candidates_.draw();
        if (!feature) {
            return;
        }
        if (search_.offer(*feature)) {
            ++tried;
        } else {
            candidates_.mark_constant(*feature);
        }
    }
}

template <class Code>
void LabelGrower<Code>::make_leaf(std::size_t node) {
    tree_.nodes[node] = Node::leaf(static_cast<double>(leaves_++));
    const auto& outputs = impurity_.outputs();
    tree_.outputs.insert(tree_.outputs.end(), outputs.begin(), outputs.end());
}

template <class Code>
void LabelGrower<Code>::split(const Pending& node, const Cut<Code>& cut) {
    const double value = cut_value(node, cut);
    const std::size_t left_count = partition(node, cut);
    const std::size_t child = tree_.nodes.size();
    tree_.nodes[node.node] = Node::split(cut.feature, value, missing_goes_left(node, cut, left_count), child);
    tree_.nodes.insert(tree_.nodes.end(), 2, Node::leaf(0));
    const CandidateFeatures::Run run = candidates_.narrowed();
    const std::size_t depth = node.depth + 1;
    pending_.push_back({child + 1, node.first_row + left_count, node.row_count - left_count, depth, run});
    pending_.push_back({child, node.first_row, left_count, depth, run});
}

/// Where the right side holds nothing but missing values, every present value goes left.
template <class Code>
double LabelGrower<Code>::cut_value(const Pending& node, const Cut<Code>& cut) const {
    const Code* column = features_->column(cut.feature);
    Code upper = CodedFeatures<Code>::missing; // above every code
    for (std::size_t i = 0; i < node.row_count; ++i) {
        const Code code = column[rows_[node.first_row + i].row];
        if (code > cut.lower) {
            upper = std::min(upper, code);
        }
    }
    return upper == CodedFeatures<Code>::missing ? std::numeric_limits<double>::infinity()
                                                 : features_->cut_between(cut.feature, cut.lower, upper);
}

/// The side chosen in training; where no value is missing in the node, the heavier one.
template <class Code>
bool LabelGrower<Code>::missing_goes_left(const Pending& node, const Cut<Code>& cut,
                                          std::size_t left_count) const {
    const Code* column = features_->column(cut.feature);
    const WeightedRow* rows = rows_.data() + node.first_row;
    const bool some_missing = features_->has_missing(cut.feature) &&
                              std::any_of(rows, rows + node.row_count, [&](const WeightedRow& row) {
                                  return column[row.row] == CodedFeatures<Code>::missing;
                              });
    if (some_missing) {
        return cut.missing_left;
    }
    const auto add = [](double sum, const WeightedRow& row) { return sum + row.weight; };
    return std::accumulate(rows, rows + left_count, 0.0, add) >=
           std::accumulate(rows + left_count, rows + node.row_count, 0.0, add);
}

/// Stable; the left rows come first. Returns how many there are.
template <class Code>
std::size_t LabelGrower<Code>::partition(const Pending& node, const Cut<Code>& cut) {
    const Code* column = features_->column(cut.feature);
    WeightedRow* rows = rows_.data() + node.first_row;
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < node.row_count; ++i) {
        // Both are written and one is kept: a branch here is a coin toss.
        const WeightedRow row = rows[i];
        const Code code = column[row.row];
        const bool goes_left = code == CodedFeatures<Code>::missing ? cut.missing_left : code <= cut.lower;
        rows[left] = row;
        spare_[right] = row;
        left += goes_left ? 1 : 0;
        right += goes_left ? 0 : 1;
    }
    std::copy_n(spare_.data(), right, rows + left);
    return left;
}

} // namespace

template <class Code>
SharedTree grow_label_trees(const CodedFeatures<Code>& features, const LabelTable& labels,
                            const std::vector<WeightedRow>& bag, const TreeLimits& limits,
                            Normalise normalise, Stream split_stream) {
    return LabelGrower<Code>(features, labels, bag, limits, normalise, split_stream).grow();
}

template SharedTree grow_label_trees(const CodedFeatures<std::uint16_t>&, const LabelTable&,
                                     const std::vector<WeightedRow>&, const TreeLimits&, Normalise, Stream);
template SharedTree grow_label_trees(const CodedFeatures<std::uint32_t>&, const LabelTable&,
                                     const std::vector<WeightedRow>&, const TreeLimits&, Normalise, Stream);

} // namespace sinter::plugins::random_forest
