// SPDX-License-Identifier: Apache-2.0
//
// What a protocol holds out together: a group for every row of the data set.
#pragma once

#include "framework/data/dataset.hpp"
#include "framework/study/config.hpp"
#include "framework/study/feature_matrix.hpp"

#include <sinter/random.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sinter::study {

struct RowGroups {
    /// One a row. Rows with equal keys are held out together; a key follows from the group's name, not from
    /// the order of the rows. 0: the row has no group (an input that is missing there).
    std::vector<std::uint64_t> keys;
    std::vector<std::string> names; ///< one a row, for reports: "Fe2O3", "Fe-O", "Cu", "cluster 2"
    /// Rows are held out one by one, not with their material: then no source row goes with them.
    bool by_record = false;
};

/// Groups by composition, chemical system, record, or an input. A name that is none of them is reported at
/// its place, with the inputs there are.
[[nodiscard]] RowGroups row_groups(const data::Dataset& dataset, const GroupBy& group_by,
                                   diagnostics::Diagnostics& diagnostics);

/// Groups by k-means on the standardised features. The clusters are those of the materials of `rows` (the
/// targets' rows, one a material); all other rows join the nearest one.
[[nodiscard]] RowGroups cluster_groups(const data::Dataset& dataset, const FeatureMatrix& features,
                                       const std::vector<std::int64_t>& rows, int clusters,
                                       const Stream& study, const diagnostics::Position& where);

} // namespace sinter::study
