// SPDX-License-Identifier: Apache-2.0
//
// Splits that the data bring along: a column that names the fold, or the side, of every row.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace sinter::evaluation {

/// What an error message calls a row, e.g. "Fe2O3 (expt.csv:14)".
using RowName = std::function<std::string(std::int64_t row)>;

struct PredefinedSplits {
    std::vector<Split> splits;      ///< one repeat
    std::vector<std::string> names; ///< of each split: the fold that it holds out, or "test"
};

/// `names` and `groups` have one entry per row.
///
/// Sides: when the names are train (or training), test, and perhaps validation (valid, val), upper or lower
/// case, there is one split. Rows of the validation part are in neither list: whoever made the split chose a
/// model by them, so that they are no fair test, and a published figure wasn't trained on them.
///
/// Folds: otherwise each distinct name is a fold that is held out once while all others are trained on; whole
/// numbers in their order, other names in bytewise order.
///
/// Throws diagnostics::InputError (data) with `where`, and the rows' names as hints (the first ten), when
///  - a row has no name (an empty one);
///  - names of sides stand beside other names, or the test or the training side has no row;
///  - there is only one fold;
///  - rows of a group would be trained on while others of it are tested;
///  - fewer than two training rows remain.
/// Several of the first four are reported at once.
[[nodiscard]] PredefinedSplits predefined(std::span<const std::string> names,
                                          std::span<const std::uint64_t> groups, const RowName& row_name,
                                          const diagnostics::Position& where = {});

} // namespace sinter::evaluation
