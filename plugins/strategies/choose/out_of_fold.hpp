// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/host.hpp>
#include <sinter/prediction.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace sinter::plugins::choose {

/// What the candidates predict for the training rows of one target, by fits without the rows' materials.
struct OutOfFold {
    const Task* target = nullptr;
    std::vector<std::uint64_t> materials;   ///< of the target's rows
    std::vector<std::size_t> folds;         ///< of the target's rows
    std::vector<Prediction> by_candidate{}; ///< the target's rows x its outputs
};

/// One per target. Throws Error (SINTER_NUMERICAL) where a candidate predicts no number.
[[nodiscard]] std::vector<OutOfFold>
predict_out_of_fold(const std::vector<std::unique_ptr<TransferStrategy>>& candidates,
                    const TransferProblem& problem, std::size_t folds, Stream stream, Host& host);

} // namespace sinter::plugins::choose
