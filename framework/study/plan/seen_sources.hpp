// SPDX-License-Identifier: Apache-2.0
//
// What a fitted strategy is shown of the measured source labels that candidates come with.
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

/// The strategy itself where its needs() ask for measured source labels of candidates; otherwise one whose
/// models are shown none, so that it can't read what its config does not let it read.
[[nodiscard]] std::shared_ptr<const TransferStrategy>
without_unasked_sources(std::shared_ptr<const TransferStrategy> strategy);

} // namespace sinter::study
