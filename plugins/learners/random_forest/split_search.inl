// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

namespace sinter::plugins::random_forest {

template <class Code>
SplitSearch<Code>::SplitSearch(const CodedFeatures<Code>& features, std::size_t most_rows,
                               std::size_t min_leaf)
    : features_(&features), min_leaf_(min_leaf), codes_(most_rows), present_moments_(most_rows),
      keys_(most_rows), spare_keys_(most_rows) {
    std::size_t most_distinct = RankedKeys<Code>::most;
    for (std::size_t f = 0; f < features.size(); ++f) {
        most_distinct = std::max(most_distinct, features.distinct(f));
    }
    bins_.resize(most_distinct);
}

template <class Code>
void SplitSearch<Code>::start(const NodeRows& node) {
    node_ = node;
    best_ = {};
    threshold_ = -1; // any cut is better than none, even one without a fall
}

template <class Code>
bool SplitSearch<Code>::offer(std::size_t feature) {
    feature_ = feature;
    const Code* column = features_->column(feature);
    Range range{};
    if (features_->has_missing(feature)) {
        gather_present(column);
        if (present_ == 0) {
            return false;
        }
        const auto [low, high] =
            std::minmax_element(codes_.begin(), codes_.begin() + static_cast<std::ptrdiff_t>(present_));
        range = {*low, *high};
    } else {
        range = gather(column);
    }
    const bool some_missing = present_ < node_.count;
    if (range.low == range.high && !some_missing) {
        return false;
    }

    if (min_leaf_ > 1 || some_missing) {
        search_sorted(range);
    } else if (present_ <= RankedKeys<Code>::most) {
        search_by_rank(range);
    } else if (static_cast<std::size_t>(range.high - range.low) < 3 * present_) {
        search_by_counting(range);
    } else {
        search_sorted(range);
    }
    return true;
}

template <class Code>
typename SplitSearch<Code>::Range SplitSearch<Code>::gather(const Code* column) noexcept {
    present_ = node_.count;
    moments_ = node_.moments;
    missing_ = {};
    Code low = column[node_.rows[0]];
    Code high = low;
    for (std::size_t i = 0; i < present_; ++i) {
        const Code code = column[node_.rows[i]];
        codes_[i] = code;
        low = std::min(low, code);
        high = std::max(high, code);
    }
    return {low, high};
}

template <class Code>
void SplitSearch<Code>::gather_present(const Code* column) {
    present_ = 0;
    missing_ = {};
    for (std::size_t i = 0; i < node_.count; ++i) {
        const Code code = column[node_.rows[i]];
        if (code == CodedFeatures<Code>::missing) {
            missing_.weight += node_.moments[i].weight;
            missing_.sum += node_.moments[i].sum;
        } else {
            codes_[present_] = code;
            present_moments_[present_++] = node_.moments[i];
        }
    }
    moments_ = present_moments_.data();
}

// A side that weighs less than the rounding of W - W_L is no side: the division would blow that rounding up.
template <class Code>
bool SplitSearch<Code>::accept(Moment left) noexcept {
    const double least = 1e-12 * node_.weight;
    const double right_weight = node_.weight - left.weight;
    if (!(left.weight > least && right_weight > least)) {
        return false;
    }
    threshold_ = left.sum * left.sum / (left.weight * right_weight) + 1e-10 * node_.variance;
    return true;
}

// Equal codes have equal ranks, so their moments meet in one bin. An empty bin repeats the sums of the one
// before it, and a repetition is not better: no test for emptiness is needed.
template <class Code>
void SplitSearch<Code>::search_by_rank(Range range) {
    for (std::size_t i = 0; i < present_; ++i) {
        ranked_.set(i, codes_[i]);
    }
    ranked_.rank(present_);
    std::size_t last = 0;
    for (std::size_t i = 0; i < present_; ++i) {
        const std::size_t rank = ranked_.rank_of(i);
        last = std::max(last, rank);
        bins_[rank].weight += moments_[i].weight;
        bins_[rank].sum += moments_[i].sum;
    }
    Moment left;
    std::size_t chosen = present_;
    for (std::size_t bin = 0; bin < last; ++bin) {
        left.weight += bins_[bin].weight;
        left.sum += bins_[bin].sum;
        bins_[bin] = {};
        if (beats(left) && accept(left)) {
            chosen = bin;
        }
    }
    bins_[last] = {};
    if (chosen == present_) {
        return;
    }
    Code lower = range.low;
    for (std::size_t i = 0; i < present_; ++i) {
        if (ranked_.rank_of(i) == chosen) {
            lower = codes_[i];
        }
    }
    keep(lower, false);
}

template <class Code>
void SplitSearch<Code>::search_by_counting(Range range) {
    for (std::size_t i = 0; i < present_; ++i) {
        Moment& bin = bins_[static_cast<std::size_t>(codes_[i] - range.low)];
        bin.weight += moments_[i].weight;
        bin.sum += moments_[i].sum;
    }
    const auto last = static_cast<std::size_t>(range.high - range.low);
    Moment left;
    for (std::size_t bin = 0; bin < last; ++bin) {
        left.weight += bins_[bin].weight;
        left.sum += bins_[bin].sum;
        bins_[bin] = {};
        if (beats(left) && accept(left)) {
            keep(static_cast<Code>(range.low + bin), false);
        }
    }
    bins_[last] = {};
}

template <class Code>
void SplitSearch<Code>::search_sorted(Range range) {
    sort_keys(range);
    constexpr SortKey place_mask = (SortKey{1} << place_bits) - 1;
    Moment left;
    for (std::size_t i = 0; i < present_; ++i) {
        const Moment& moment = moments_[keys_[i] & place_mask];
        left.weight += moment.weight;
        left.sum += moment.sum;
        const bool last = i + 1 == present_;
        if (!last && keys_[i] >> place_bits == keys_[i + 1] >> place_bits) {
            continue;
        }
        try_sides(i + 1, left, static_cast<Code>(range.low + (keys_[i] >> place_bits)), last);
    }
}

/// `place` present rows, those with codes <= lower, are left of the cut. At the last one all are, and only
/// missing values can be on the right.
template <class Code>
void SplitSearch<Code>::try_sides(std::size_t place, Moment left, Code lower, bool last) {
    const std::size_t missing = node_.count - present_;
    const std::size_t right = present_ - place;
    if (last && missing == 0) {
        return;
    }
    if (place >= min_leaf_ && right + missing >= min_leaf_ && beats(left) && accept(left)) {
        keep(lower, false);
    }
    if (last || missing == 0) {
        return;
    }
    const Moment with_missing{left.weight + missing_.weight, left.sum + missing_.sum};
    if (place + missing >= min_leaf_ && right >= min_leaf_ && beats(with_missing) && accept(with_missing)) {
        keep(lower, true);
    }
}

template <class Code>
void SplitSearch<Code>::sort_keys(Range range) {
    for (std::size_t i = 0; i < present_; ++i) {
        const auto above = static_cast<SortKey>(codes_[i] - range.low);
        keys_[i] = static_cast<SortKey>(above << place_bits | static_cast<SortKey>(i));
    }
    if (present_ <= RankedKeys<Code>::most) {
        std::sort(keys_.begin(), keys_.begin() + static_cast<std::ptrdiff_t>(present_));
    } else {
        const auto bits = static_cast<unsigned>(std::bit_width(static_cast<SortKey>(range.high - range.low)));
        radix_sort(keys_, spare_keys_, present_, place_bits, bits);
    }
}

} // namespace sinter::plugins::random_forest
