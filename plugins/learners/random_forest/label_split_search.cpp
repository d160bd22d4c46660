// SPDX-License-Identifier: Apache-2.0
#include "label_split_search.hpp"

#include <algorithm>

namespace sinter::plugins::random_forest {

template <class Code>
LabelSplitSearch<Code>::LabelSplitSearch(const CodedFeatures<Code>& features, std::size_t most_rows,
                                         std::size_t min_leaf)
    : features_(&features), min_leaf_(min_leaf), codes_(most_rows), places_(most_rows), order_(most_rows) {}

template <class Code>
void LabelSplitSearch<Code>::start(const WeightedRow* rows, std::size_t count, const NodeImpurity& impurity) {
    rows_ = rows;
    count_ = count;
    impurity_ = &impurity;
    best_ = {};
    threshold_ = -1; // any cut is better than none, even one without a fall
}

template <class Code>
bool LabelSplitSearch<Code>::offer(std::size_t feature) {
    gather(feature);
    if (present_ == 0) {
        return false;
    }
    const auto [low, high] =
        std::minmax_element(codes_.begin(), codes_.begin() + static_cast<std::ptrdiff_t>(present_));
    if (*low == *high && present_ == count_) {
        return false;
    }
    order_.sort(codes_.data(), present_, *low, *high);
    search(feature);
    return true;
}

template <class Code>
void LabelSplitSearch<Code>::gather(std::size_t feature) {
    const Code* column = features_->column(feature);
    present_ = 0;
    missing_.assign(impurity_->width(), 0.0);
    for (std::size_t i = 0; i < count_; ++i) {
        const Code code = column[rows_[i].row];
        if (code == CodedFeatures<Code>::missing) {
            add(missing_, impurity_->moments(i), missing_.size());
        } else {
            codes_[present_] = code;
            places_[present_++] = static_cast<std::uint32_t>(i);
        }
    }
}

template <class Code>
void LabelSplitSearch<Code>::search(std::size_t feature) {
    const std::size_t width = impurity_->width();
    left_.assign(width, 0.0);
    for (std::size_t i = 0; i < present_; ++i) {
        add(left_, impurity_->moments(places_[order_.place(i)]), width);
        const bool last = i + 1 == present_;
        if (last || order_.code(i) != order_.code(i + 1)) {
            try_sides({feature, order_.code(i), false, true}, i + 1);
        }
    }
}

/// `place` present rows are left of the cut. At the last one all are, and only missing values can be on the
/// right.
template <class Code>
void LabelSplitSearch<Code>::try_sides(Cut<Code> cut, std::size_t place) {
    const std::size_t missing = count_ - present_;
    const std::size_t right = present_ - place;
    if (right + missing == 0) {
        return;
    }
    if (place >= min_leaf_ && right + missing >= min_leaf_) {
        consider(cut, left_);
    }
    if (right == 0 || missing == 0 || place + missing < min_leaf_ || right < min_leaf_) {
        return;
    }
    left_and_missing_ = left_;
    add(left_and_missing_, missing_.data(), missing_.size());
    cut.missing_left = true;
    consider(cut, left_and_missing_);
}

template <class Code>
void LabelSplitSearch<Code>::consider(const Cut<Code>& cut, const std::vector<double>& left) {
    const double fall = impurity_->fall(left.data());
    if (fall > threshold_) {
        best_ = cut;
        threshold_ = fall + 1e-10 * impurity_->total();
    }
}

template <class Code>
void LabelSplitSearch<Code>::add(std::vector<double>& sums, const double* moments,
                                 std::size_t width) noexcept {
    for (std::size_t j = 0; j < width; ++j) {
        sums[j] += moments[j];
    }
}

template class LabelSplitSearch<std::uint16_t>;
template class LabelSplitSearch<std::uint32_t>;

} // namespace sinter::plugins::random_forest
