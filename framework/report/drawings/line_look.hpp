// SPDX-License-Identifier: Apache-2.0
//
// How the line of a strategy looks in every plot: colour, marker and dashes differ, so that lines can be told
// apart without colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sinter::report {

struct LineLook {
    std::string_view colour; ///< of Okabe and Ito (2008), without yellow, which white paper swallows
    std::string_view dashes; ///< stroke-dasharray; empty: a full line
    std::size_t marker = 0;  ///< of five shapes
};

/// The look of the strategy at `position` in the config. Seven colours, five markers and four dashes go round
/// independently: 140 looks before one returns, and neighbours differ in all three.
[[nodiscard]] LineLook look_of(std::size_t position);

/// The path of a marker around a place, about ten units wide.
[[nodiscard]] std::string marker_path(std::size_t marker, double x, double y);

} // namespace sinter::report
