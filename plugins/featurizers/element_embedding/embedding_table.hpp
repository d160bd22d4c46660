// SPDX-License-Identifier: Apache-2.0
//
// A file of vectors of the elements.
#pragma once

#include "plugins/featurizers/elements/elements.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace sinter::plugins::element_embedding {

/// Immutable once read; any thread may read it.
struct EmbeddingTable {
    std::string file;                    ///< as given, for messages
    std::vector<std::string> dimensions; ///< their names, at least one
    /// Row Z: the vector of the element; NaN where the file does not have it. Row 0 is not used.
    std::vector<double> values;
    std::array<bool, elements::element_count + 1> has{}; ///< index Z

    [[nodiscard]] const double* row(int atomic_number) const noexcept {
        return values.data() + static_cast<std::size_t>(atomic_number) * dimensions.size();
    }
};

/// Reads a CSV file: a header, then a line per element. The first cell of a line is the symbol, the others are
/// numbers; the header names them, its first cell is not read. UTF-8, commas, no quotes; lines end in LF,
/// CRLF or CR; blanks around a cell do not count. Throws Error(SINTER_INVALID_ARGUMENT), with "file:line:
/// found .., expected ..", for a file that cannot be read or is empty, a header without names or with one
/// twice, a line with more or fewer cells than the header, a symbol that is unknown or stands twice, and a
/// cell that is not a finite number.
[[nodiscard]] EmbeddingTable read_embedding_table(const std::string& file);

/// Gives the elements that the file does not have the mean of each dimension over those that it has.
void fill_with_means(EmbeddingTable& table);

} // namespace sinter::plugins::element_embedding
