// SPDX-License-Identifier: Apache-2.0
//
// Numbers and categories that are in the table already.
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <cstddef>
#include <vector>

namespace sinter::plugins::columns {

/// One feature for each column named in the option `columns`, with the column's name, unit, kind and levels.
/// A missing value stays missing (NaN).
class Columns final : public Featurizer {
public:
    static Parameters parameters();
    /// Throws Error(SINTER_INVALID_ARGUMENT) where a name is not an input, stands twice, or there is none.
    Columns(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    std::vector<std::size_t> inputs_; ///< of each feature: its place among the input columns
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::columns
