// SPDX-License-Identifier: Apache-2.0
//
// A plain list of formulas, for featurizing without a study.
#pragma once

#include "framework/data/formulas/formula.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/diagnostics/diagnostic.hpp"

#include <filesystem>
#include <optional>

namespace sinter::data {

/// Reads a CSV file with a column `formula` (name ends in .csv), or else a text file with one formula a line
/// (empty lines are passed over; lines end as in a table, in LF, CRLF or CR). Every formula stays, in order
/// and as often as it occurs; only names and compositions are filled, and keys are 0, 1, 2 ... What is wrong
/// goes to `diagnostics` (the first 20 formulas in full), and nothing is returned.
[[nodiscard]] std::optional<Materials> read_formula_list(const std::filesystem::path& file, Isotopes isotopes,
                                                         diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
