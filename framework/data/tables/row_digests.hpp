// SPDX-License-Identifier: Apache-2.0
//
// A short digest of every row of a CSV file, to tell later how many rows of it were edited.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sinter::data {

/// The header's digest, then one per row: 8 hexadecimal digits each. A line break within quotes ends no row,
/// how lines end does not count, and empty lines are none. 32 bits tell rows apart well enough to count
/// differences, and no more than that.
[[nodiscard]] std::string row_digests(std::string_view csv);

/// How two files differ, whatever the order of their rows.
struct RowDifference {
    bool header = false;
    std::size_t changed = 0; ///< rows that have another content now
    std::size_t added = 0;   ///< beyond these
    std::size_t removed = 0;
};

/// Compares two results of row_digests.
[[nodiscard]] RowDifference compare_rows(std::string_view before, std::string_view after);

/// "3 rows differ, 1 row is new"; that only the order or the ends of lines differ, where no row does.
[[nodiscard]] std::string describe(const RowDifference& difference);

} // namespace sinter::data
