// SPDX-License-Identifier: Apache-2.0
//
// The generated table behind elements.hpp.
#pragma once

#include "plugins/featurizers/elements/elements.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace sinter::elements {

/// Ascending; the first `count` of `states` are used.
struct OxidationStates {
    std::uint8_t count = 0;
    std::array<std::int8_t, 5> states = {};
};

/// Index Z - 1.
extern const std::array<std::string_view, element_count> symbols;
extern const std::array<std::array<double, property_count>, element_count> values;
extern const std::array<OxidationStates, element_count> common_oxidation_states;

} // namespace sinter::elements
