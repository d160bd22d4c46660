// SPDX-License-Identifier: Apache-2.0
//
// Repeated holdout: in every repeat a random share of the groups is held out.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <sinter/random.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::evaluation {

struct HoldoutOptions {
    double test_fraction = 0.2; ///< of the groups, between 0 and 1, both excluded; rounded to whole groups
    int repeats = 1;            ///< at least 1; each with its own shuffle
};

/// One split (fold 0) a repeat. Groups, order, stream and errors as in k_fold.hpp; a fraction that rounds to
/// no test group, or to no training group, is an error of the data.
[[nodiscard]] std::vector<Split> holdout(std::span<const std::uint64_t> groups, const HoldoutOptions& options,
                                         const Stream& study, const diagnostics::Position& where = {});

/// The same with a stratum a row; a group's stratum as in stratified_k_fold. As many groups are held out as
/// by holdout, of each stratum its share rounded up or down (largest remainders first, equal ones: lowest
/// stratum first). With a single stratum this is holdout.
[[nodiscard]] std::vector<Split> stratified_holdout(std::span<const std::uint64_t> groups,
                                                    std::span<const std::int64_t> strata,
                                                    const HoldoutOptions& options, const Stream& study,
                                                    const diagnostics::Position& where = {});

} // namespace sinter::evaluation
