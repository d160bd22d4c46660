// SPDX-License-Identifier: Apache-2.0
//
// What a strategy is shown of all that it may ask for in needs().
#pragma once

#include <sinter/strategy.hpp>

#include <memory>
#include <vector>

namespace sinter::study {

/// In place of a source: the strategy is shown NaN.
inline constexpr Index hidden_source = -1;

/// The model, which is shown the candidates' sources `columns` in that order, some of them hidden.
[[nodiscard]] std::shared_ptr<const TransferModel> shown_sources(std::shared_ptr<const TransferModel> model,
                                                                 std::vector<Index> columns);

/// What is shown to a strategy and to its models.
struct Shown {
    bool known_sources = false; ///< the candidates' measured source labels
    bool compositions = false;  ///< the compositions and inputs of all rows
    bool candidates = false;    ///< at the fit: what will be predicted
};
[[nodiscard]] Shown asked_by(const StrategyNeeds& needs);

/// The strategy, which is shown that and no more; so it can't read what its config does not let it read.
[[nodiscard]] std::shared_ptr<const TransferStrategy>
shown_only(std::shared_ptr<const TransferStrategy> strategy, Shown shown);

} // namespace sinter::study
