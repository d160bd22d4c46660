// SPDX-License-Identifier: Apache-2.0
//
// The placebo of a transfer: the same strategy with its source's labels dealt to other materials at random.
// Rows, features, hold-out and the labels' distribution stay; what a label says about its material is gone.
// What a strategy still gains then is not transfer.
#pragma once

#include "framework/data/tables/dataset.hpp"

#include <sinter/random.hpp>

namespace sinter::study {

/// A copy of the label whose values (with their stated errors and weights) are those of other materials: the
/// materials that have the label are shuffled, and all records of a material take the records of one donor,
/// in turn where the donor has fewer. A material may draw itself.
///
/// The shuffle depends on the set of materials, on `study` and on the label's name, not on the order of the
/// rows. It is one for the whole study, so that a strategy's folds differ by what they hold out only.
[[nodiscard]] data::LabelColumn
shuffled_between_materials(const data::Dataset& dataset, const data::LabelColumn& label, const Stream& study);

} // namespace sinter::study
