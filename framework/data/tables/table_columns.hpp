// SPDX-License-Identifier: Apache-2.0
//
// Which columns of a file a TableSpec means.
#pragma once

#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/table_spec.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sinter::data {

struct LabelColumns {
    std::size_t value = 0;
    std::optional<std::size_t> error;
    std::optional<std::size_t> weight;
};

struct TableColumns {
    std::optional<std::size_t> formula;
    std::vector<std::size_t> key;
    std::vector<LabelColumns> labels; ///< as in the spec
    std::vector<std::size_t> inputs;  ///< as in the spec
    std::optional<std::size_t> split;
};

/// For a name that is no column: the nearest, columns that look the same, all columns, and what separates the
/// cells where that is not a comma.
[[nodiscard]] std::vector<std::string> column_hints(const std::string& name, const CsvTable& table);

/// Nothing, and a config error for each with the nearest names, when some are not columns of the file.
[[nodiscard]] std::optional<TableColumns> find_columns(const TableSpec& spec, const CsvTable& table,
                                                       diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
