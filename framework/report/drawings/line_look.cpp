// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/line_look.hpp"

#include <fmt/core.h>

#include <array>

namespace sinter::report {

LineLook look_of(std::size_t position) {
    constexpr std::array<std::string_view, 7> colours{"#000000", "#0072b2", "#d55e00", "#009e73",
                                                      "#e69f00", "#56b4e9", "#cc79a7"};
    constexpr std::array<std::string_view, 4> dashes{"", "7 4", "2 3", "10 3 2 3"};
    return {colours[position % colours.size()], dashes[position % dashes.size()], position % 5};
}

std::string marker_path(std::size_t marker, double x, double y) {
    switch (marker) {
    case 0: // circle
        return fmt::format("M{:.1f} {:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", x - 4, y);
    case 1: // square
        return fmt::format("M{:.1f} {:.1f}h8v8h-8z", x - 4, y - 4);
    case 2: // triangle
        return fmt::format("M{:.1f} {:.1f}l5 9h-10z", x, y - 5.5);
    case 3: // diamond
        return fmt::format("M{:.1f} {:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z", x, y - 5.5);
    default: // triangle on its tip
        return fmt::format("M{:.1f} {:.1f}l5 -9h-10z", x, y + 5.5);
    }
}

} // namespace sinter::report
