// SPDX-License-Identifier: Apache-2.0
//
// splits.json: which records every fold trains on and holds out, to be read by others and to be used again.
#pragma once

#include "framework/study/plan/plan.hpp"

#include <string>
#include <vector>

namespace sinter::study {

/// Every record of the targets (label, row, line of the file, material, group) and the records of every full
/// split, its learning-curve subsets and its inner folds.
[[nodiscard]] std::string splits_json(const Plan& plan);

/// The full splits of the file that the protocol names. Throws InputError where the file can't be read or was
/// made for other records: then it names the first that differs.
[[nodiscard]] std::vector<evaluation::Split> splits_from_file(const Plan& plan);

} // namespace sinter::study
