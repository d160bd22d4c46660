// SPDX-License-Identifier: Apache-2.0
//
// What can be wrong with table specs before any file is opened.
#pragma once

#include "framework/data/tables/table_spec.hpp"

#include <span>

namespace sinter::data {

/// Adds config errors: unknown or inconvertible units; a label or an input declared twice; one input with two
/// units or kinds; tables that name materials in different ways; options that do not go with a label of classes.
void check_tables(std::span<const TableSpec> tables, diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
