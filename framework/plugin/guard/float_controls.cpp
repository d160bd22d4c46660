// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/float_controls.hpp"

namespace sinter::plugin {

std::string difference(const FloatControls& before, const FloatControls& after) {
    constexpr std::uint32_t denormals = 0x8040; // flush to zero, denormals are zero
    constexpr std::uint32_t masks = 0x1F80;
    constexpr std::uint32_t rounding = 0x6000;
    constexpr std::uint16_t x87_masks = 0x3F;
    const std::uint32_t sse = before.sse ^ after.sse;
    const auto x87 = static_cast<std::uint16_t>(before.x87 ^ after.x87);
    std::string text;
    const auto add = [&](bool differs, const char* what) {
        if (differs) {
            text += (text.empty() ? "" : " and ") + std::string(what);
        }
    };
    add((sse & denormals) != 0, "whether denormal numbers are kept");
    add((sse & masks) != 0 || (x87 & x87_masks) != 0, "which floating-point exceptions trap");
    add((sse & rounding) != 0, "the rounding mode of floating-point numbers");
    add(text.empty(), "the control words of floating-point numbers");
    return text;
}

} // namespace sinter::plugin
