// SPDX-License-Identifier: Apache-2.0
//
// The generated table behind elements.hpp.
#pragma once

#include "plugins/featurizers/elements/elements.hpp"

#include <array>

namespace sinter::elements {

/// Index Z - 1.
extern const std::array<std::string_view, element_count> symbols;
extern const std::array<std::array<double, property_count>, element_count> values;

} // namespace sinter::elements
