// SPDX-License-Identifier: Apache-2.0
//
// Features as ranks. A tree only asks how values are ordered, so each column is coded once a forest: code =
// rank among the column's distinct values. Splitting then sorts and counts small integers.
#pragma once

#include <sinter/host.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sinter::plugins::random_forest {

/// Code is std::uint16_t for up to 65,535 rows and std::uint32_t beyond. Immutable; any thread.
template <class Code>
class CodedFeatures {
public:
    /// The code of a missing value (NaN).
    static constexpr Code missing = std::numeric_limits<Code>::max();
    /// Rows for which Code has a code for every distinct value beside `missing`.
    static constexpr Index most_rows = static_cast<Index>(missing);

    /// Requires x.rows() <= most_rows and no infinite value.
    CodedFeatures(MatrixView x, Host& host);

    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    /// A code a row.
    [[nodiscard]] const Code* column(std::size_t feature) const noexcept {
        return codes_.data() + feature * rows_;
    }
    [[nodiscard]] bool has_missing(std::size_t feature) const noexcept { return has_missing_[feature] != 0; }
    [[nodiscard]] std::size_t distinct(std::size_t feature) const noexcept { return values_[feature].size(); }

    /// The cut that sends code `lower` left (x <= cut) and code `upper` right: the midpoint of their values,
    /// or the lower value where rounding would bring the midpoint up to the upper one.
    [[nodiscard]] double cut_between(std::size_t feature, Code lower, Code upper) const;

private:
    void code_column(MatrixView x, std::size_t feature);

    std::size_t rows_;
    std::vector<Code> codes_; ///< column by column
    std::vector<std::vector<double>> values_;
    std::vector<char> has_missing_;
};

extern template class CodedFeatures<std::uint16_t>;
extern template class CodedFeatures<std::uint32_t>;

} // namespace sinter::plugins::random_forest
