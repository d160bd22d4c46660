// SPDX-License-Identifier: Apache-2.0
//
// Which rows of a table to read: where = "data_type != 'COMPUTATIONAL' and temperature_K >= 290".
#pragma once

#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/row_problems.hpp"
#include "framework/data/text/missing_tokens.hpp"
#include "framework/diagnostics/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sinter::data {

/// An expression over the cells of a row.
///
///   expression := conjunction { or conjunction }
///   conjunction := negation { and negation }
///   negation := not negation | ( expression ) | test
///   test := column (== | != | < | <= | > | >=) literal
///         | column [not] in [ literal, ... ]
///         | column is [not] missing
///   column := bare_word | `any name`          literal := number | 'text' ('' is one quote)
///
/// Compared with a number the cell must be a number; text is compared byte by byte and only for equality.
/// Logic has two values: a missing cell equals nothing and is less or greater than nothing, and != and `not
/// in` are the exact opposites of == and `in`. So data_type != 'COMPUTATIONAL' keeps the rows whose data_type
/// is missing; add `and data_type is not missing` to drop them. Precedence: not, and, or.
class RowFilter {
public:
    enum class Operation : std::uint8_t {
        both,
        either,
        negation,
        equal,
        less,
        less_or_equal,
        greater,
        greater_or_equal,
        missing
    };

    /// A node of the tree; children stand before their parents.
    struct Node {
        Operation operation = Operation::missing;
        std::size_t left = 0;   ///< of both, either, negation
        std::size_t right = 0;  ///< of both, either
        std::size_t column = 0; ///< of the others: index into columns()
        bool is_number = false; ///< the literal is `number`, else `text`
        double number = 0;
        std::string text;
    };

    RowFilter(std::vector<Node> nodes, std::vector<std::string> columns)
        : nodes_(std::move(nodes)), columns_(std::move(columns)) {}

    [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }
    [[nodiscard]] const std::vector<Node>& nodes() const noexcept { return nodes_; }

    /// The rows that fulfil the expression, ascending. `where` is the expression's place, for unknown columns
    /// (config errors with the nearest names; then nothing is returned). A cell that is compared with a
    /// number and is neither a number nor missing is a problem of its row.
    [[nodiscard]] std::optional<std::vector<std::uint32_t>>
    select(const CsvTable& table, const MissingTokens& missing, const diagnostics::Position& where,
           RowProblems& problems, diagnostics::Diagnostics& diagnostics) const;

private:
    std::vector<Node> nodes_; ///< the last is the root
    std::vector<std::string> columns_;
};

} // namespace sinter::data
