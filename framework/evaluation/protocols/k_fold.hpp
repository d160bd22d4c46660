// SPDX-License-Identifier: Apache-2.0
//
// Repeated k-fold: in every repeat each group is held out once. Plain, or with nearly the same mix of strata
// (classes, bins of the label: strata.hpp) in every fold.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <sinter/random.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

struct KFoldOptions {
    int folds = 5;   ///< at least 2
    int repeats = 1; ///< at least 1; each with its own shuffle
};

/// The splits, by repeat and fold.
///
/// `groups` has one key a row; rows with equal keys are held out together. For record-level splits give each
/// row its own key. The folds of a repeat differ by at most one in their number of groups (not of rows).
///
/// The assignment depends on the set of keys, on `study` and on nothing else: not on the order of the rows,
/// nor on how many there are of a group. `study` is the study's own stream; the shuffle draws from its part
/// "folds", repeat r.
///
/// Throws diagnostics::InputError (config: an option is out of its range; data: there are fewer groups than
/// folds, or a fold would leave fewer than two training rows) with `where`, the place in the config that
/// chose the protocol.
[[nodiscard]] std::vector<Split> k_fold(std::span<const std::uint64_t> groups, const KFoldOptions& options,
                                        const Stream& study, const diagnostics::Position& where = {});

/// The same with a stratum a row. A group belongs to the stratum that most of its rows have, the lowest of
/// several. The folds of a repeat differ by at most one in their number of groups of any stratum, and by at
/// most one in their number of groups. With a single stratum these are the folds of k_fold.
///
/// The assignment depends on the set of keys, the strata of the groups and `study`. Errors as in k_fold; a
/// stratum with fewer groups than folds is no error, some folds then have none of it. `strata` has one entry per row.
[[nodiscard]] std::vector<Split> stratified_k_fold(std::span<const std::uint64_t> groups,
                                                   std::span<const std::int64_t> strata,
                                                   const KFoldOptions& options, const Stream& study,
                                                   const diagnostics::Position& where = {});

} // namespace sinter::evaluation
