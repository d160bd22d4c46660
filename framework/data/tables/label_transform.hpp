// SPDX-License-Identifier: Apache-2.0
//
// The transforms under which a label may be fitted, and their inverses for the report.
#pragma once

#include "framework/data/tables/table_spec.hpp"

#include <cmath>
#include <string>
#include <string_view>

namespace sinter::data {

/// As the config writes it.
[[nodiscard]] inline std::string_view name_of(LabelTransform transform) {
    switch (transform) {
    case LabelTransform::log:
        return "log";
    case LabelTransform::log10:
        return "log10";
    case LabelTransform::none:
        break;
    }
    return "none";
}

/// The unit of the numbers that are fitted: "log10(GPa)" of a label in GPa under log10. The scale of a label
/// is part of its unit: a logarithm and a number cannot be subtracted.
[[nodiscard]] inline std::string fitted_unit(const std::string& unit, LabelTransform transform) {
    if (transform == LabelTransform::none) {
        return unit;
    }
    return (transform == LabelTransform::log ? "ln(" : "log10(") + (unit.empty() ? "1" : unit) + ")";
}

[[nodiscard]] inline double apply_transform(double value, LabelTransform transform) {
    switch (transform) {
    case LabelTransform::log:
        return std::log(value);
    case LabelTransform::log10:
        return std::log10(value);
    case LabelTransform::none:
        break;
    }
    return value;
}

[[nodiscard]] inline double undo_transform(double value, LabelTransform transform) {
    switch (transform) {
    case LabelTransform::log:
        return std::exp(value);
    case LabelTransform::log10:
        return std::pow(10.0, value);
    case LabelTransform::none:
        break;
    }
    return value;
}

/// The standard error of a transformed label, to first order: of log10(y) it is that of y over y ln 10.
[[nodiscard]] inline double transformed_error(double value, double error, LabelTransform transform) {
    switch (transform) {
    case LabelTransform::log:
        return error / value;
    case LabelTransform::log10:
        return error / (value * std::log(10.0));
    case LabelTransform::none:
        break;
    }
    return error;
}

} // namespace sinter::data
