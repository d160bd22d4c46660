// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/expand_variables.hpp"

#include "framework/study/config/config.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace sinter::study {

std::string expand_variables(const diagnostics::Located<std::string>& text) {
    using diagnostics::ErrorKind;
    using diagnostics::InputError;
    std::string result;
    std::string_view rest = text.value;
    for (auto begin = rest.find("${"); begin != std::string_view::npos; begin = rest.find("${")) {
        const auto end = rest.find('}', begin);
        if (end == std::string_view::npos) {
            throw InputError(ErrorKind::config, text.where,
                             fmt::format("\"{}\": ${{ is never closed", text.value));
        }
        const std::string_view inside = rest.substr(begin + 2, end - begin - 2);
        const auto split = inside.find(":-");
        const std::string name(inside.substr(0, split));
        result += rest.substr(0, begin);
        const char* value = std::getenv(name.c_str());
        if (value != nullptr && *value != '\0') {
            result += value;
        } else if (split != std::string_view::npos) {
            result += inside.substr(split + 2);
        } else {
            throw InputError(
                ErrorKind::config, text.where, fmt::format("the environment variable {} is not set", name),
                {fmt::format("set it in the shell, e.g. export {}=/path/of/the/folder", name),
                 fmt::format("or write ${{{}:-some/folder}} in the config to give a default", name)});
        }
        rest = rest.substr(end + 1);
    }
    return result + std::string(rest);
}

} // namespace sinter::study
