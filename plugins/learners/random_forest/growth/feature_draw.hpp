// SPDX-License-Identifier: Apache-2.0
//
// Which features, cuts and categories chance picks.
#pragma once

#include <sinter/random.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {

/// Many small uniform integers. A tree draws a feature every few nanoseconds, where a word of Stream takes
/// fifty: the words are SplitMix64's (Steele, Lea, Flood 2014), a mixed counter that starts at a word of the stream.
class FeatureDraw {
public:
    explicit FeatureDraw(Stream stream) : state_(stream.bits(0)) {}

    /// Uniform in [0, bound) to within 2^-32. Requires 0 < bound < 2^32.
    std::uint64_t below(std::uint64_t bound) noexcept { return ((word() >> 32U) * bound) >> 32U; }

    /// Uniform in [0, 1), 53 bits.
    double uniform() noexcept { return static_cast<double>(word() >> 11U) * 0x1.0p-53; }

private:
    std::uint64_t word() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    std::uint64_t state_;
};

/// Uniform in [low, high). Requires low < high.
[[nodiscard]] inline double random_cut(double low, double high, double uniform) noexcept {
    const double cut = low * (1 - uniform) + high * uniform;
    return cut < high && cut >= low ? cut : low;
}

/// Which of `count` categories go left: every proper subset that is not empty is equally likely.
/// Requires count > 1.
[[nodiscard]] inline std::vector<bool> random_subset(std::size_t count, FeatureDraw& draw) {
    std::vector<bool> left(count);
    for (std::size_t on_left = 0; on_left == 0 || on_left == count;) {
        on_left = 0;
        for (std::size_t i = 0; i < count; ++i) {
            left[i] = draw.below(2) == 1;
            on_left += left[i] ? 1 : 0;
        }
    }
    return left;
}

/// The features that the nodes below one node draw from, by number. A feature that is constant in a node is
/// constant below it and is not drawn there. Nodes are taken up depth first:
/// the lists of finished subtrees are dropped.
class CandidateFeatures {
public:
    /// The list of one node, or of several.
    struct Run {
        std::size_t first = 0;
        std::size_t count = 0;
    };

    /// Starts anew with the features 0 .. features - 1.
    void reset(std::size_t features) {
        lists_.resize(features);
        std::iota(lists_.begin(), lists_.end(), 0U);
        constant_.assign(features, 0);
        order_.clear();
        found_constant_ = false;
    }

    [[nodiscard]] Run all() const noexcept { return {0, constant_.size()}; }

    /// Takes up a node.
    void start(Run run) {
        for (const std::uint32_t feature : order_) {
            constant_[feature] = 0;
        }
        run_ = run;
        lists_.resize(run.first + run.count);
        order_.assign(lists_.begin() + static_cast<std::ptrdiff_t>(run.first), lists_.end());
        drawn_ = 0;
        found_constant_ = false;
    }

    /// Draws without replacement; nothing when all were drawn.
    std::optional<std::size_t> draw(FeatureDraw& draws) {
        if (drawn_ == order_.size()) {
            return std::nullopt;
        }
        std::swap(order_[drawn_], order_[drawn_ + draws.below(order_.size() - drawn_)]);
        return order_[drawn_++];
    }

    void mark_constant(std::size_t feature) {
        constant_[feature] = 1;
        found_constant_ = true;
    }

    /// The list of the node's children.
    Run narrowed() {
        if (!found_constant_) {
            return run_;
        }
        const std::size_t first = lists_.size();
        for (std::size_t i = run_.first; i < first; ++i) {
            if (constant_[lists_[i]] == 0) {
                lists_.push_back(lists_[i]);
            }
        }
        return {first, lists_.size() - first};
    }

    /// The features of a run that is still in use.
    [[nodiscard]] const std::uint32_t* list(Run run) const noexcept { return lists_.data() + run.first; }

private:
    std::vector<std::uint32_t> lists_; ///< one behind the other
    Run run_;                          ///< of the node at hand
    std::vector<std::uint32_t> order_; ///< of the node at hand: drawn ones first
    std::size_t drawn_ = 0;
    std::vector<char> constant_;
    bool found_constant_ = false;
};

} // namespace sinter::plugins::random_forest
