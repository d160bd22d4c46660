// SPDX-License-Identifier: Apache-2.0
//
// What the out-of-bag predictions of a growing forest say.
#pragma once

#include "plugins/learners/random_forest/training/training_rows.hpp"
#include "plugins/learners/random_forest/uncertainty/forest.hpp"

#include <sinter/host.hpp>

#include <cstddef>
#include <vector>

namespace sinter::plugins::random_forest {

/// Sums over the trees that did not see a row, for each row and output; trees are added as they grow.
class OutOfBagProgress {
public:
    /// Views; they must outlive this object. `places[row]` is the row's material in the bags.
    OutOfBagProgress(const TrainingRows& rows, const std::vector<Index>& places);

    /// Takes up more trees of all labels, with their bags.
    void add(const std::vector<LabelForest>& labels, const BagCounts& bags, Host& host);

    /// Root mean square error of each label over the rows that have it and a tree that did not see them; of a
    /// label with classes over the shares. 0 without such a row.
    [[nodiscard]] std::vector<double> errors() const;

private:
    [[nodiscard]] double squared_error(std::size_t row, std::size_t label, std::size_t first_output) const;

    const TrainingRows* rows_;
    const std::vector<Index>* places_;
    std::size_t outputs_;
    std::vector<double> sums_;   ///< rows x outputs
    std::vector<double> counts_; ///< rows x outputs
};

/// The median, over at most 256 materials and the outputs of each label, of the Monte-Carlo error of
/// sigma_mean (monte_carlo.hpp): what it would be for a new row like a training row, judged by the trees that
/// did not see it. Infinite where fewer than two trees of a row are such. One per label.
[[nodiscard]] std::vector<double> median_monte_carlo_errors(const Forest& forest, const TrainingRows& rows,
                                                            const std::vector<Index>& places);

} // namespace sinter::plugins::random_forest
