// SPDX-License-Identifier: Apache-2.0
//
// The distinct materials of several tables.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/data/tables/load_table.hpp"

#include <vector>

namespace sinter::data {

struct JoinedMaterials {
    Materials materials;
    std::vector<std::vector<Index>> of_records; ///< for each table: the material of each record
    RoundedJoins rounded;
    std::vector<TypedZero> typed_zeros;
};

[[nodiscard]] JoinedMaterials join_materials(Identity identity, const std::vector<TableRecords>& tables,
                                             diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
