// SPDX-License-Identifier: Apache-2.0
//
// A Python class with `features` and featurize as a featurizer.
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <memory>
#include <vector>

namespace sinter::plugins::python {

/// Options as FileFeaturizer declares them. Throws Error.
[[nodiscard]] std::unique_ptr<Featurizer> make_file_featurizer(const Options& options,
                                                               const std::vector<InputColumn>& inputs);

} // namespace sinter::plugins::python
