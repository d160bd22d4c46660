// SPDX-License-Identifier: Apache-2.0
//
// One file as its TableSpec describes it, before it is joined with others.
#pragma once

#include "framework/data/tables/compositions.hpp"
#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/data/tables/number_column.hpp"
#include "framework/data/tables/table_spec.hpp"
#include "framework/data/text/text_pool.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::data {

/// A label's cells, one per record; NaN: missing. Already in the unit of the data set.
struct LabelCells {
    std::vector<double> values; ///< numbers, or indices of classes
    std::vector<double> errors; ///< empty: no such column
    std::vector<double> weights;
    std::vector<std::string> classes;
};

/// An input's cells, one per record; NaN: missing.
struct InputCells {
    std::vector<double> values; ///< numbers, or indices of levels
    std::vector<std::string> levels;
};

/// What was read of a table. A record is a row of the file that was kept.
struct TableRecords {
    CsvTable csv;
    std::vector<std::uint32_t> rows; ///< of the file, one per record
    std::optional<std::size_t> formula_column;
    Compositions compositions;      ///< one per record, or empty without formulas
    TextPool key_texts;             ///< one per record, or empty without key columns
    std::vector<LabelCells> labels; ///< as in the spec
    std::vector<InputCells> inputs; ///< as in the spec
    CategoryColumn split;           ///< no values: none declared
    TableSummary summary;

    [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
    /// The formula as it was written; requires a formula column.
    [[nodiscard]] std::string_view written_formula(std::size_t record) const {
        return trimmed(csv.cell(rows[record], *formula_column));
    }
};

/// Reads the file; nothing is returned when it could not be read or has errors, which are all in `diagnostics` then.
[[nodiscard]] std::optional<TableRecords> load_table(const TableSpec& spec, threads::Workers& workers,
                                                     diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
