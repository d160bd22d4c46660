// SPDX-License-Identifier: Apache-2.0
#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sinter::report {

std::string shortest(double value) {
    if (std::isnan(value)) {
        return {};
    }
    char text[32];
    const double plain = value == 0 ? 0 : value; // no "-0"
    return {text, std::to_chars(text, text + sizeof text, plain).ptr};
}

int decimals_for(std::span<const double> values) {
    double smallest = 0;
    for (const double value : values) {
        const double size = std::abs(value);
        if (std::isfinite(size) && size > 0 && (smallest == 0 || size < smallest)) {
            smallest = size;
        }
    }
    if (smallest == 0) {
        return 2;
    }
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(smallest))), 0, 6);
}

std::string fixed(double value, int decimals) {
    if (std::isnan(value)) {
        return "-";
    }
    const double size = std::abs(value);
    if (std::isfinite(size) && size != 0 && (size < 1e-6 || size >= 1e7)) {
        return fmt::format("{:.2e}", value);
    }
    auto text = fmt::format("{:.{}f}", value, decimals);
    if (text.front() == '-' && text.find_first_of("123456789i") == std::string::npos) {
        text.erase(0, 1);
    }
    return text;
}

std::string short_number(double value) { return fixed(value, decimals_for(std::span(&value, 1))); }

std::string p_value(double p) {
    if (p < 0.001) {
        return "< 0.001";
    }
    return fixed(p, 3);
}

std::string fine_percent(double share) { return fmt::format("{:.3g} %", 100 * share); }

std::string percent(double share) { return std::isnan(share) ? "-" : fmt::format("{:.0f} %", 100 * share); }

} // namespace sinter::report
