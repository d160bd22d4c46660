// SPDX-License-Identifier: Apache-2.0
//
// Predicted class shares in the form that framework/evaluation reads.
#pragma once

#include "framework/study/run/results.hpp"

#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sinter::report {

struct ClassShares {
    std::vector<std::int64_t> labels; ///< class of each row
    RowMatrix shares;                 ///< rows x classes; NaN where a row has none
};

/// The rows of the trials, one after the other. A row whose label isn't a class is left out.
[[nodiscard]] ClassShares class_shares(std::span<const study::TrialResult* const> trials,
                                       std::size_t classes);

} // namespace sinter::report
