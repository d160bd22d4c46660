// SPDX-License-Identifier: Apache-2.0
//
// Every value that a study runs with, written or default, as TOML.
#pragma once

#include "framework/study/plan.hpp"

#include <cstdint>
#include <string>

namespace sinter::study {

enum class Origins : std::uint8_t {
    shown, ///< a comment behind each value says where it came from: a line of the config, the command line, a
           ///< default
    left_out
};

/// A config that gives the same study, whatever the defaults of a later version.
[[nodiscard]] std::string effective_config(const Plan& plan, Origins origins);

} // namespace sinter::study
