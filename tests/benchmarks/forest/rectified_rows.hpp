// SPDX-License-Identifier: Apache-2.0
//
// Which predictions of a forest cost more than others.
#pragma once

#include <sinter/model.hpp>

#include <vector>

namespace sinter::bench {

/// The rows of x whose jackknife variance comes out negative: lolo's rule, which asks for single terms of
/// the materials, then takes its place (plugins/learners/random_forest/uncertainty/jackknife.hpp).
[[nodiscard]] std::vector<bool> rectified_rows(const Model& model, MatrixView x);

} // namespace sinter::bench
