// SPDX-License-Identifier: Apache-2.0
//
// `[[derived]]`: a quantity that an expression makes of several labels.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sinter::study {

/// How the errors of the labels vary together at a candidate.
enum class JointLaw : std::uint8_t {
    residuals,   ///< as the strategy's composite out-of-bag residuals do
    trees,       ///< as the predictions of the members do
    jackknife,   ///< as the means do, by the quadratic form
    independent, ///< not at all
    automatic    ///< whichever of these is likeliest inside the training rows
};

[[nodiscard]] std::string_view name_of(JointLaw law);

struct DerivedChoice {
    diagnostics::Located<std::string> name;
    diagnostics::Located<std::string> expression;
    std::optional<diagnostics::Located<std::string>> unit; ///< none: what follows from the expression
    JointLaw law = JointLaw::residuals;
    diagnostics::Position where;
};

} // namespace sinter::study
