// SPDX-License-Identifier: Apache-2.0
//
// What the protocols share: a shuffle of the groups that doesn't depend on the order of the rows.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/split.hpp"

#include <sinter/random.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

/// The distinct keys, ascending.
[[nodiscard]] std::vector<std::uint64_t> distinct_groups(std::span<const std::uint64_t> groups);

/// `distinct` shuffled by the part "folds", `repeat` of the study's stream.
[[nodiscard]] std::vector<std::uint64_t> shuffled_groups(std::vector<std::uint64_t> distinct,
                                                         const Stream& study, int repeat);

/// The rows whose group is among `held_out` (ascending) are the test rows, the others the training rows.
/// Throws diagnostics::InputError (data) when fewer than two training rows remain.
[[nodiscard]] Split hold_out(std::span<const std::uint64_t> groups, std::span<const std::uint64_t> held_out,
                             int repeat, int fold, const diagnostics::Position& where);

} // namespace sinter::evaluation
