// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/learners/random_forest/growth/feature_draw.hpp"

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {

/// The features that the nodes below one node draw from, by number. A feature that is constant in a node is
/// constant below it and is not drawn there. Nodes are taken up depth first: the lists of finished subtrees
/// are dropped.
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
