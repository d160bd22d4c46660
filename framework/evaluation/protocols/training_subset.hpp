// SPDX-License-Identifier: Apache-2.0
//
// Learning curve: what would the error be with fewer labels?
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <sinter/random.hpp>

#include <cstdint>
#include <span>

namespace sinter::evaluation {

/// `split` with a fraction of its training groups, the same test rows.
///
/// The training groups of a (repeat, fold) are shuffled once, whatever the fraction, and the first
/// ceil(fraction * groups) of them are kept, at least two (all if there are fewer). So a smaller fraction's
/// rows are among those of a larger one, and every strategy gets the same ones. Fraction 1 gives the split as it is.
///
/// `groups` is what the protocol was given: one key a row. The shuffle depends on the set of training keys
/// and on part "learning curve", repeat, fold of `study`. Throws diagnostics::InputError (config) with
/// `where` when the fraction isn't in (0, 1].
[[nodiscard]] Split training_subset(const Split& split, std::span<const std::uint64_t> groups,
                                    double fraction, const Stream& study,
                                    const diagnostics::Position& where = {});

} // namespace sinter::evaluation
