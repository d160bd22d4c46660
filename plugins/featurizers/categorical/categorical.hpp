// SPDX-License-Identifier: Apache-2.0
//
// Categories that are in the table already: a facet, a crystal system, a method.
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <cstddef>
#include <vector>

namespace sinter::plugins::categorical {

/// The category inputs that the option `columns` names. With `encoding = native` one feature each, a category
/// with the column's name and levels, for learners that split categories. With `one_hot` one number for each
/// level, named "NAME = LEVEL": 1 for the level of the material and 0 for the others.
///
/// A missing input stays missing: NaN, in one_hot for all levels of the column, and nothing is reported.
class Categorical final : public Featurizer {
public:
    static Parameters parameters();
    /// Throws Error(SINTER_INVALID_ARGUMENT) where a name is not an input, stands twice, or there is none,
    /// and where the input is a number.
    Categorical(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    struct Source {
        std::size_t place; ///< among the input columns
        Index first;       ///< its first feature
        Index levels;
    };
    void write_one_hot(const Source& source, double level, Index row, MatrixOut out) const;

    bool one_hot_;
    std::vector<Source> sources_;
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::categorical
