// SPDX-License-Identifier: Apache-2.0
//
// A classifier can't be fitted to rows of one class.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <cstdint>
#include <span>

namespace sinter::evaluation {

/// Throws diagnostics::InputError (data) with `where` when the training rows of a split all have the same
/// class; the hints name the repeats and folds (the first ten). `classes` has one entry per row.
void require_two_classes(std::span<const Split> splits, std::span<const std::int64_t> classes,
                         const diagnostics::Position& where = {});

} // namespace sinter::evaluation
