// SPDX-License-Identifier: Apache-2.0
//
// Features as 16-bit codes in the order of their values, made once a forest: searching a cut then counts and
// sorts small integers.
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/host.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// The rows whose value is not NaN, in ascending order of the value. Values are finite. Which of two equal
/// values comes first is not said.
[[nodiscard]] std::vector<std::uint32_t> rows_in_order(const std::vector<double>& values);

/// Looks at the feature matrix it was made from. Immutable; any thread. 2 bytes per value.
///
/// Of a number, the high byte of a code is the value's quantile bin and the low byte its place among the
/// values of the bin. A feature of at most 255 distinct values has a bin for each; otherwise bins hold as
/// nearly equal numbers of rows as ties allow. Codes are exact (equal codes, equal values) unless a bin holds
/// more than 256 distinct values, which takes more than 65,000 rows.
///
/// Of a category, the code is the level's index.
class CodedFeatures {
public:
    static constexpr std::uint16_t missing = 0xFFFF;
    /// Up to so many rows their order by each feature is kept too: most are in every bag.
    static constexpr std::size_t rows_kept_in_order = 4096;
    static constexpr std::size_t bins = 255; ///< of present values; bin 255 is that of missing ones

    /// Requires no infinite value, and levels below 65,535. `infos` may be empty: all features are numbers.
    CodedFeatures(MatrixView x, Span<Feature> infos, Host& host);

    [[nodiscard]] std::size_t size() const noexcept { return kinds_.size(); }
    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    /// A code a row.
    [[nodiscard]] const std::uint16_t* column(std::size_t feature) const noexcept {
        return codes_.data() + feature * rows_;
    }
    [[nodiscard]] double value(std::uint32_t row, std::size_t feature) const noexcept {
        return x_(static_cast<Index>(row), static_cast<Index>(feature));
    }
    [[nodiscard]] bool has_missing(std::size_t feature) const noexcept { return kinds_[feature].has_missing; }
    [[nodiscard]] bool exact(std::size_t feature) const noexcept { return kinds_[feature].exact; }
    /// The rows in the order of their codes; null where there are too many rows to keep it.
    [[nodiscard]] const std::uint16_t* order(std::size_t feature) const noexcept {
        return order_.empty() ? nullptr : order_.data() + feature * rows_;
    }
    /// No bin of the number holds two different values.
    [[nodiscard]] bool one_value_a_bin(std::size_t feature) const noexcept {
        return kinds_[feature].one_value_a_bin;
    }
    /// Of a category: how many levels it has. 0: a number.
    [[nodiscard]] std::size_t levels(std::size_t feature) const noexcept { return kinds_[feature].levels; }

private:
    struct Traits {
        bool has_missing = false;
        bool exact = true;
        bool one_value_a_bin = false;
        std::size_t levels = 0;
    };
    void code_numbers(std::size_t feature, const std::vector<double>& values);
    void code_levels(std::size_t feature, const std::vector<double>& values);
    void keep_order(std::size_t feature);

    MatrixView x_;
    std::size_t rows_;
    std::vector<std::uint16_t> codes_; ///< column by column
    std::vector<std::uint16_t> order_; ///< column by column
    std::vector<Traits> kinds_;
};

} // namespace sinter::plugins::random_forest
