// SPDX-License-Identifier: Apache-2.0
//
// A Python class with fit, whose result has predict, as a transfer strategy.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <memory>

namespace sinter::plugins::python {

/// Options as FileStrategy declares them. Throws Error.
[[nodiscard]] std::unique_ptr<TransferStrategy> make_file_strategy(const Options& options);

} // namespace sinter::plugins::python
