// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/report/scores/subject.hpp"

#include <string>

namespace sinter::report {

/// At the full training size, one line per strategy, the ideal on the diagonal. Of numbers: the share of labels
/// in the interval of each level. Of classes: how often the predicted class was right, by its predicted
/// share, in ten bins. An <svg> element; empty where no strategy gives an uncertainty.
[[nodiscard]] std::string svg_calibration_plot(const Subject& subject);

} // namespace sinter::report
