// SPDX-License-Identifier: Apache-2.0
//
// Several measurements of one label on one row.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/data/tables/load_table.hpp"

namespace sinter::data {

/// Counts the repeats of `label`, whose records stand in the order of the file, and applies its policy:
///   error   a data error that names the first repeated materials, their formulas as they were written
///           and their lines
///   median  one record per row, in order of its first line: the median value, the median of the stated errors,
///           the sum of the weights; rows whose repeats lie in different splits are a data error
///   keep    nothing changes
/// `table` is the one that the label stands in.
void apply_repeats(LabelColumn& label, const Dataset& dataset, const TableRecords& table,
                   diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
