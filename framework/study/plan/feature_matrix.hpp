// SPDX-License-Identifier: Apache-2.0
//
// All rows of a data set as numbers: the featurizers' columns side by side.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/study/notices/notice_board.hpp"
#include "framework/threads/workers.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/views.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::study {

struct FeatureMatrix {
    RowMatrix values; ///< rows of the data set x features; NaN: missing
    std::vector<Feature> features;
    std::vector<Notice> notes;                                ///< what was imputed, by text
    std::vector<std::pair<std::int64_t, std::string>> errors; ///< rows that could not be featurized, and why
};

/// Featurizes in parallel blocks of rows; the result does not depend on the number of threads. Throws Error
/// where a featurizer fails as a whole.
[[nodiscard]] FeatureMatrix featurize(const data::Dataset& dataset,
                                      const std::vector<std::shared_ptr<const Featurizer>>& featurizers,
                                      threads::Workers& workers);

/// The columns that it will have.
[[nodiscard]] std::vector<Feature>
all_features(const std::vector<std::shared_ptr<const Featurizer>>& featurizers);

} // namespace sinter::study
