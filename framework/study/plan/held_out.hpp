// SPDX-License-Identifier: Apache-2.0
//
// Which rows of its sources a strategy does not see in a split (hold_out_sources).
#pragma once

#include "framework/evaluation/protocols/split.hpp"
#include "framework/study/plan/plan.hpp"

#include <cstdint>
#include <unordered_set>

namespace sinter::study {

/// The plan outlives it. A value; members may be called from any thread.
class HeldOut {
public:
    HeldOut(const Plan& plan, HoldOutSources policy, const evaluation::Split& split);

    /// A row of the data set whose group or material is held out. A protocol by record holds out single
    /// measurements, not materials, so there is no source row to hold out.
    [[nodiscard]] bool operator()(std::int64_t row) const;

private:
    const Plan& plan_;
    std::unordered_set<std::uint64_t> groups_;
    std::unordered_set<std::uint64_t> materials_;
};

} // namespace sinter::study
