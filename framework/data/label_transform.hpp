// SPDX-License-Identifier: Apache-2.0
//
// The transforms under which a label may be fitted, and their inverses for the report.
#pragma once

#include "framework/data/table_spec.hpp"

#include <cmath>

namespace sinter::data {

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

} // namespace sinter::data
