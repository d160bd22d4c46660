// SPDX-License-Identifier: Apache-2.0
//
// What a protocol holds out together: a group for every row of the data set.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/study/config/config.hpp"
#include "framework/study/plan/feature_matrix.hpp"

#include <sinter/random.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sinter::study {

struct RowGroups {
    /// One per row. Rows with equal keys are held out together; a key follows from the group's name, not from
    /// the order of the rows. 0: the row has no group (an input that is missing there).
    std::vector<std::uint64_t> keys;
    std::vector<std::string> names; ///< one per row, for reports: "Fe2O3", "Fe-O", "Cu", "cluster 2"
    /// Records are held out one by one, not with their material: a group is a line of a file, not a row, and
    /// no source row goes with it (group_key in plan.hpp).
    bool by_record = false;
};

/// Reports a `group_by` that is neither composition, chemical system, record, nor an input of a table.
void check_group_by(const Config& config, diagnostics::Diagnostics& diagnostics);

/// Groups by composition, chemical system, record, or an input. Requires a name that check_group_by accepts.
[[nodiscard]] RowGroups row_groups(const data::Dataset& dataset, const GroupBy& group_by);

/// Groups by k-means on the standardised features. The clusters are those of the materials of `rows` (the
/// targets' rows, one per material); all other rows join the nearest one.
[[nodiscard]] RowGroups cluster_groups(const data::Dataset& dataset, const FeatureMatrix& features,
                                       const std::vector<std::int64_t>& rows, int clusters,
                                       const Stream& study, const diagnostics::Position& where);

} // namespace sinter::study
