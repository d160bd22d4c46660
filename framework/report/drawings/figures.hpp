// SPDX-License-Identifier: Apache-2.0
//
// The drawings of the page as files.
#pragma once

#include "framework/report/scores/scored_study.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sinter::report {

struct Figure {
    std::string file;    ///< name, "learning_curve-gap_expt.svg"; no two are the same
    std::string content; ///< an SVG document that stands alone
};

/// For every target, where there is something to draw: learning_curve-TARGET, ratio-TARGET,
/// calibration-TARGET and parity-TARGET-STRATEGY.
[[nodiscard]] std::vector<Figure> figures(const ScoredStudy& scored);

/// A name as part of a file's: letters, digits, - and _ stay, all else becomes -; at most 60 characters.
[[nodiscard]] std::string file_part(std::string_view name);

} // namespace sinter::report
