// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/nearest_name.hpp"

#include <sinter/nearest_name.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sinter::diagnostics {

std::optional<std::string> nearest_name(std::string_view written, const std::vector<std::string>& valid) {
    return sinter::nearest_name(written, valid);
}

std::vector<std::string> name_hints(std::string_view written, const std::vector<std::string>& valid,
                                    std::string_view heading) {
    constexpr std::size_t most = 12;
    std::vector<std::string> hints;
    if (const auto near = nearest_name(written, valid)) {
        hints.push_back("did you mean \"" + *near + "\"?");
    }
    if (!valid.empty()) {
        std::string line = std::string(heading) + ": ";
        for (std::size_t i = 0; i < std::min(most, valid.size()); ++i) {
            if (i > 0) {
                line += ", ";
            }
            line += valid[i];
        }
        if (valid.size() > most) {
            line += ", and " + std::to_string(valid.size() - most) + " more";
        }
        hints.push_back(std::move(line));
    }
    return hints;
}

} // namespace sinter::diagnostics
