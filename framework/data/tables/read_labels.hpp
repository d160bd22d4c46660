// SPDX-License-Identifier: Apache-2.0
//
// The cells of one label.
#pragma once

#include "framework/data/tables/load_table.hpp"
#include "framework/data/tables/table_columns.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::data {

/// Values in the unit of the data set, with their errors and weights. Requires units that were checked.
/// Problems of a row: no number; not above 0 under a logarithm; a negative error or weight; a label without a
/// weight where a column is declared.
[[nodiscard]] LabelCells read_label(const LabelSpec& spec, const LabelColumns& columns, const CsvTable& table,
                                    std::span<const std::uint32_t> rows, const MissingTokens& missing,
                                    RowProblems& problems);

/// Level indices as numbers; NaN for -1.
[[nodiscard]] std::vector<double> level_indices(const std::vector<std::int32_t>& indices);

} // namespace sinter::data
