// SPDX-License-Identifier: Apache-2.0
//
// The best cut of one node in several labels: exact, over all features that are offered to it.
#pragma once

#include "code_order.hpp"
#include "coded_features.hpp"
#include "cut.hpp"
#include "impurity.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// The same rules as SplitSearch has for one number: two falls that differ by less than 1e-10 of the node's
/// impurity are equal; the first feature offered wins, then the lowest cut, then missing values on the right.
///
/// Owns the scratch memory of one tree; not for sharing between threads.
template <class Code>
class LabelSplitSearch {
public:
    LabelSplitSearch(const CodedFeatures<Code>& features, std::size_t most_rows, std::size_t min_leaf);

    /// `rows` and `impurity`, which has taken them up, stay in use until the next start.
    void start(const WeightedRow* rows, std::size_t count, const NodeImpurity& impurity);

    /// Looks for a better cut in this feature. False: the feature is constant in the node.
    bool offer(std::size_t feature);

    /// No further feature can replace the best cut.
    [[nodiscard]] bool settled() const noexcept { return best_.found && threshold_ >= impurity_->total(); }
    [[nodiscard]] const Cut<Code>& best() const noexcept { return best_; }

private:
    void gather(std::size_t feature);
    void search(std::size_t feature);
    void try_sides(Cut<Code> cut, std::size_t place);
    void consider(const Cut<Code>& cut, const std::vector<double>& left);
    static void add(std::vector<double>& sums, const double* moments, std::size_t width) noexcept;

    const CodedFeatures<Code>* features_;
    std::size_t min_leaf_;
    const WeightedRow* rows_ = nullptr;
    std::size_t count_ = 0;
    const NodeImpurity* impurity_ = nullptr;
    Cut<Code> best_;
    double threshold_ = 0; ///< what a cut's fall has to exceed

    // The rows of the node in which the feature at hand is present: their codes, and their places in the
    // node.
    std::size_t present_ = 0;
    std::vector<Code> codes_;
    std::vector<std::uint32_t> places_;
    CodeOrder<Code> order_;

    // Sums of moments.
    std::vector<double> left_;
    std::vector<double> missing_;
    std::vector<double> left_and_missing_;
};

extern template class LabelSplitSearch<std::uint16_t>;
extern template class LabelSplitSearch<std::uint32_t>;

} // namespace sinter::plugins::random_forest
