// SPDX-License-Identifier: Apache-2.0
//
// Reads the tables of a study and joins them to one data set.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/data/tables/table_spec.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/threads/workers.hpp"

#include <optional>
#include <span>

namespace sinter::data {

/// Reads all tables and joins them on the material. Whatever is wrong goes to `diagnostics`, all of it at
/// once (of bad rows the first 20 of a file); nothing is returned when that holds errors afterwards, or where
/// a table has no file name (who read the config has said why). A row of the data set is a distinct
/// (material, inputs): a table that lacks a declared input gives it as missing.
[[nodiscard]] std::optional<Dataset> load_dataset(std::span<const TableSpec> tables,
                                                  threads::Workers& workers,
                                                  diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
