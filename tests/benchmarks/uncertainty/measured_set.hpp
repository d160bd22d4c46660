// SPDX-License-Identifier: Apache-2.0
//
// The data sets of the benchmark: one label, composition features, a row per composition.
#pragma once

#include "framework/threads/workers.hpp"

#include <sinter/views.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sinter::benchmarks {

/// Where a label is found.
struct SetSource {
    std::string name;
    std::string file; ///< in the data folder
    std::string column;
    std::string unit;
    std::string where = {}; ///< row filter; empty: all rows
};

/// Strehlow and Cook's measured gaps, formation enthalpies, bulk moduli, SLME and mBJ gaps.
[[nodiscard]] const std::vector<SetSource>& set_sources();

/// A composition a row; of several values of one composition the median.
struct MeasuredSet {
    RowMatrix features; ///< magpie
    std::vector<double> labels;
    std::vector<std::uint64_t> materials;
};

/// Throws InputError, or Error where a composition has no features.
[[nodiscard]] MeasuredSet load_set(const SetSource& source, const std::filesystem::path& file,
                                   threads::Workers& workers);

} // namespace sinter::benchmarks
