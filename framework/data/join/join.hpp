// SPDX-License-Identifier: Apache-2.0
//
// Several tables made one, on the material.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/data/tables/load_table.hpp"

#include <span>
#include <vector>

namespace sinter::data {

/// Joins tables that were checked (check_tables.hpp) and loaded; tables[i] belongs to specs[i]. Data errors:
/// repeats that are not allowed; one key with two different compositions; two materials with one key (a
/// collision of the hash).
[[nodiscard]] Dataset join_tables(std::span<const TableSpec> specs, const std::vector<TableRecords>& tables,
                                  diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
