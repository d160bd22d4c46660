// SPDX-License-Identifier: Apache-2.0
//
// The bootstrap over groups for many comparisons at once.
#pragma once

#include "framework/evaluation/group_bootstrap.hpp"

#include <span>
#include <vector>

namespace sinter::report {

/// evaluation::group_bootstrap of each list, equal to the last bit. Resample r of n groups is the same
/// whatever the losses are, so lists with equally many groups share it: 10,000 resamples of 500 groups take
/// 0.1 s to draw, here once and not for every strategy and size.
[[nodiscard]] std::vector<evaluation::DifferenceInterval>
group_bootstraps(std::span<const std::vector<evaluation::GroupLoss>> lists, const Stream& stream,
                 const evaluation::BootstrapOptions& options = {});

} // namespace sinter::report
