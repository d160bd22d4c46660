// SPDX-License-Identifier: Apache-2.0
//
// What the protocols by groups share: a shuffle of the groups that doesn't depend on the order of the rows.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <sinter/random.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// The distinct keys, ascending.
[[nodiscard]] std::vector<std::uint64_t> distinct_groups(std::span<const std::uint64_t> groups);

/// `distinct` shuffled by the part "folds", `repeat` of the study's stream.
[[nodiscard]] std::vector<std::uint64_t> shuffled_groups(std::vector<std::uint64_t> distinct,
                                                         const Stream& study, int repeat);

/// Moves groups of a lower stratum to the front; within a stratum the order stays. `strata` has all groups.
void sort_by_stratum(std::vector<std::uint64_t>& groups, const std::map<std::uint64_t, std::int64_t>& strata);

/// Throws diagnostics::InputError (data) when the split has fewer than two training rows. `rows`: how many
/// the target label has.
void require_training_rows(const Split& split, std::size_t rows, const diagnostics::Position& where);

/// The rows whose group is among `held_out` (ascending) are the test rows, the others the training rows.
/// Throws diagnostics::InputError (data) when fewer than two training rows remain.
[[nodiscard]] Split hold_out(std::span<const std::uint64_t> groups, std::span<const std::uint64_t> held_out,
                             int repeat, int fold, const diagnostics::Position& where);

} // namespace sinter::evaluation
