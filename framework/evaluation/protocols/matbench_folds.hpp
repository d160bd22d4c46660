// SPDX-License-Identifier: Apache-2.0
//
// The folds that Matbench (Dunn et al. 2020, npj Comput. Mater. 6, 138) prescribes for its tasks: what
// scikit-learn's KFold, of classes StratifiedKFold, gives with n_splits = 5, shuffle = True and
// random_state = 18012019.
//
// They are made by the generator and the shuffle of NumPy's RandomState, not by the study's stream: that is
// what makes them the official ones. They hold out records, so that a material with several records may be
// on both sides.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

inline constexpr int matbench_fold_count = 5;

/// Five splits of the rows 0 .. rows - 1, which stand in the order of the task's file.
///
/// Throws diagnostics::InputError (data) with `where` for fewer rows than folds.
[[nodiscard]] std::vector<Split> matbench_folds(std::size_t rows, const diagnostics::Position& where = {});

/// The same for a task with classes. `classes` has one index per row, in the order of the file;
/// the numbering of the classes does not matter.
///
/// Throws diagnostics::InputError (data) with `where` where every class has fewer rows than there are folds.
[[nodiscard]] std::vector<Split> stratified_matbench_folds(std::span<const std::int64_t> classes,
                                                           const diagnostics::Position& where = {});

} // namespace sinter::evaluation
