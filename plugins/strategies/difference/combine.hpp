// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/strategies/difference/source_mix.hpp"

#include <sinter/host.hpp>

#include <memory>

namespace sinter::plugins::difference {

/// How several sources become one.
enum class Combine {
    mean, ///< equal weights
    best, ///< the one whose plain difference has the least composite out-of-bag error
    stack ///< the weights by which the sources, as candidates see them, are nearest to the target's labels
};

/// Chosen on the target's rows; says by a notice what was chosen.
[[nodiscard]] SourceMix combined(Combine how, const std::shared_ptr<const SourceColumns>& columns,
                                 const TransferProblem& problem, const Task& target, const Learner& learner,
                                 Host& host);

} // namespace sinter::plugins::difference
