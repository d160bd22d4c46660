// SPDX-License-Identifier: Apache-2.0
//
// Nested protocols: folds inside the training rows of a split, to choose by. The split's test rows are in
// none of them.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/k_fold.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <sinter/random.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// k_fold of the training rows of `split`; the rows of the result are numbered as those of `split`. `groups`
/// is what the outer protocol was given: one key a row. Draws from part "inner folds", repeat, fold of
/// `study`. Errors as in k_fold; a hint names the outer repeat and fold.
[[nodiscard]] std::vector<Split> inner_folds(const Split& split, std::span<const std::uint64_t> groups,
                                             const KFoldOptions& options, const Stream& study,
                                             const diagnostics::Position& where = {});

/// stratified_k_fold in the same way; `strata` has one entry per row of `groups`.
[[nodiscard]] std::vector<Split> stratified_inner_folds(const Split& split,
                                                        std::span<const std::uint64_t> groups,
                                                        std::span<const std::int64_t> strata,
                                                        const KFoldOptions& options, const Stream& study,
                                                        const diagnostics::Position& where = {});

} // namespace sinter::evaluation
