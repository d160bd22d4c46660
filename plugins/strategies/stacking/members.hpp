// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::stacking {

/// What the members of a stack predict, side by side.
struct MemberColumns {
    RowMatrix values;
    RowMatrix deviations; ///< sigma_mean of a number; 0 of a class's probability
};

/// The members of a stack: models of one target, and source columns. Immutable once made.
class Members {
public:
    using Models = std::vector<std::shared_ptr<const Model>>;

    /// The models must have predictions out of bag.
    Members(Models models, Label target, std::shared_ptr<const std::vector<SourceColumn>> sources)
        : models_(std::move(models)), target_(std::move(target)), sources_(std::move(sources)) {}

    /// One per column; `learners` name the models.
    [[nodiscard]] std::vector<Feature> infos(const std::vector<std::string>& learners) const;
    /// How many columns are the models', the first ones.
    [[nodiscard]] Index own_columns() const {
        return static_cast<Index>(models_.size()) * output_count(target_);
    }

    /// What the meta-learner is fitted on: models out of bag, sources under the policy.
    [[nodiscard]] RowMatrix for_training(const RowMatrix& x,
                                         const std::vector<std::uint64_t>& materials) const;
    /// The same as candidates would see it.
    [[nodiscard]] RowMatrix as_for_candidates(const RowMatrix& x,
                                              const std::vector<std::uint64_t>& materials) const;
    [[nodiscard]] MemberColumns for_candidates(const Candidates& candidates) const;
    [[nodiscard]] RowMatrix for_candidates_out_of_bag(const Candidates& candidates) const;

private:
    [[nodiscard]] Index columns() const;
    template <class OfModel, class OfSource>
    [[nodiscard]] RowMatrix side_by_side(Index rows, const OfModel& of_model,
                                         const OfSource& of_source) const;

    Models models_;
    Label target_;
    std::shared_ptr<const std::vector<SourceColumn>> sources_;
};

} // namespace sinter::plugins::stacking
