// SPDX-License-Identifier: Apache-2.0
//
// What one trial is called from plan to report: by indices. Names come back in what is written for people.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace sinter::study {

/// One strategy on one fold of one repeat at one training size.
struct TrialKey {
    std::size_t strategy = 0; ///< index into the study's strategies
    int repeat = 0;
    int fold = 0;
    int inner = -1;       ///< of the nested protocol: the fold within the training rows; -1: the fold itself
    std::size_t size = 0; ///< index into the study's training sizes (fractions), which ascend

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 that is compared with for a pointer
    [[nodiscard]] auto operator<=>(const TrialKey&) const = default;
};

/// What the indices of a key stand for.
struct TrialNames {
    std::vector<std::string> strategies;
    std::vector<double> fractions;
};

} // namespace sinter::study
