// SPDX-License-Identifier: Apache-2.0
//
// From [[derived]] sections to expressions over labels.
#pragma once

#include "framework/evaluation/joint/expression.hpp"
#include "framework/study/config/config.hpp"

#include <string>
#include <vector>

namespace sinter::study {

[[nodiscard]] DerivedChoice read_derived(const ConfigNode& node, diagnostics::Diagnostics& diagnostics);

/// A derived quantity over labels alone: derived numbers that it names are replaced by their expressions.
struct ResolvedDerived {
    std::string name;
    std::string unit; ///< that of the config, or what follows from the labels; "" where neither says
    JointLaw law = JointLaw::residuals;
    evaluation::Expression expression; ///< its names are labels with numbers; at least one
    std::vector<std::string> classes;  ///< of argmax and argmin; else empty
};

/// Reads the expressions. Everything wrong is added to `diagnostics`: syntax, unknown names, class labels,
/// names that are taken, cycles, units that differ. Those that are right are returned, in the config's order.
[[nodiscard]] std::vector<ResolvedDerived> resolve_derived(const Config& config,
                                                           diagnostics::Diagnostics& diagnostics);

/// Reports what resolve_derived does, and the quantities that no strategy predicts all labels of.
void check_derived(const Config& config, diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
