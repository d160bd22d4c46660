// SPDX-License-Identifier: Apache-2.0
//
// A label or derived quantity that the study predicts, as the report needs it.
#pragma once

#include "framework/study/run/results.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::report {

/// What is predicted: a number, or the shares of classes.
enum class TargetKind : std::uint8_t { number, classes };

struct Target {
    std::string name;
    std::string unit;                 ///< empty: none
    std::vector<std::string> classes; ///< of a label with classes, by index; else empty
    std::size_t index = 0;            ///< into the study's targets

    [[nodiscard]] TargetKind kind() const {
        return classes.empty() ? TargetKind::number : TargetKind::classes;
    }
};

/// The label or derived quantity; one that has no summary is a number without a unit.
[[nodiscard]] Target target_of(const study::StudyResults& results, std::size_t index);

/// In the order of the study.
[[nodiscard]] std::vector<Target> targets_of(const study::StudyResults& results);

/// "gap_expt (eV)", or the name alone.
[[nodiscard]] std::string with_unit(const std::string& name, const std::string& unit);
[[nodiscard]] std::string with_unit(const Target& target);

/// The targets with their units, as a sentence lists them: "a (eV), b and c (K)".
[[nodiscard]] std::string listed(const std::vector<Target>& targets);

/// "a, b and c".
[[nodiscard]] std::string joined(const std::vector<std::string>& names);

/// The class that a label or prediction stands for; an index that isn't one gives the number, NaN nothing.
[[nodiscard]] std::string class_name(const Target& target, double index);

/// Whether the strategy predicts the target.
[[nodiscard]] bool predicts(const study::StrategySummary& strategy, std::size_t target);

} // namespace sinter::report
