// SPDX-License-Identifier: Apache-2.0
//
// Columns of text turned into numbers or level indices.
#pragma once

#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/row_problems.hpp"
#include "framework/data/text/missing_tokens.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::data {

enum class NumberProblem : std::uint8_t { none, not_a_number, decimal_comma, infinite, too_large };

struct ParsedNumber {
    double value = 0;
    NumberProblem problem = NumberProblem::none;
};

/// A decimal number with a point, whatever the locale; spaces around it and one sign are fine. "nan" is not a
/// number (whether it means missing is for the caller to know); too small a number is 0.
[[nodiscard]] ParsedNumber parse_number(std::string_view text) noexcept;

/// What to say of a cell that is no number: `band_gap_eV = "1,5" looks like a decimal comma; use a
/// point: 1.5`. Of one that can be read in two ways, "2,590", both.
[[nodiscard]] std::string describe(NumberProblem problem, std::string_view column, std::string_view cell);

/// Whether a number can be squared, and squares of many added: it is 0, or its size is between these bounds.
/// Errors and spreads are sums of squares; those of other numbers vanish or are infinite.
constexpr double least_size = 1e-150;
constexpr double greatest_size = 1e150;
[[nodiscard]] bool can_be_squared(double value) noexcept;
/// What to say of a number that can't be.
[[nodiscard]] std::string describe_size(std::string_view column, std::string_view cell);

/// What to do about a cell that is no number: signs that look like others, and words that stand for no value.
[[nodiscard]] std::vector<std::string> hints_of(std::string_view cell, const MissingTokens& missing);

/// The numbers of a column at the given rows; NaN: missing, or a problem of that row. A number that can't be
/// squared is one.
[[nodiscard]] std::vector<double> number_column(const CsvTable& table, std::size_t column,
                                                std::span<const std::uint32_t> rows,
                                                const MissingTokens& missing, RowProblems& problems);

struct CategoryColumn {
    std::vector<std::string> levels;  ///< that occur, sorted bytewise
    std::vector<std::int32_t> values; ///< index into levels; -1: missing
};

/// The same for names. The spaces around a cell do not count.
[[nodiscard]] CategoryColumn category_column(const CsvTable& table, std::size_t column,
                                             std::span<const std::uint32_t> rows,
                                             const MissingTokens& missing);

} // namespace sinter::data
