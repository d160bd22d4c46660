// SPDX-License-Identifier: Apache-2.0
//
// Rows of a data set in the form in which they cross to featurizers.
#pragma once

#include "framework/data/tables/dataset.hpp"

#include <sinter/abi/featurizer.h>

#include <cstdint>
#include <span>
#include <vector>

namespace sinter::data {

/// A view of some rows. The data set must outlive it and stay where it is. What can be pointed to is not
/// copied: for a run of rows of a data set whose rows are its materials that is everything but the names'
/// {pointer, length} pairs. Not copyable: view() points into it. Threads: const members may be called from
/// several at once.
class RowBatch {
public:
    /// Rows first .. first + count - 1.
    RowBatch(const Dataset& dataset, Index first, Index count);
    /// The given rows, in the given order.
    RowBatch(const Dataset& dataset, std::span<const Index> rows);
    /// All rows.
    explicit RowBatch(const Dataset& dataset) : RowBatch(dataset, 0, dataset.row_count()) {}

    RowBatch(const RowBatch&) = delete;
    RowBatch& operator=(const RowBatch&) = delete;

    [[nodiscard]] const sinter_materials& view() const noexcept { return view_; }
    [[nodiscard]] Index size() const noexcept { return view_.count; }

private:
    void copy_row(const Dataset& dataset, Index row);
    void name_row(const Dataset& dataset, Index row);
    void finish(const Dataset& dataset);

    std::vector<sinter_string> names_;
    std::vector<Index> element_offsets_;
    std::vector<std::uint8_t> atomic_numbers_;
    std::vector<double> amounts_;
    std::vector<std::vector<double>> values_;
    std::vector<std::vector<sinter_string>> levels_;
    std::vector<sinter_column> columns_;
    sinter_materials view_{};
};

/// Materials by themselves (no inputs), each once: what a composition featurizer needs when rows repeat materials.
class MaterialBatch {
public:
    /// Materials first .. first + count - 1.
    MaterialBatch(const Materials& materials, Index first, Index count);
    MaterialBatch(const MaterialBatch&) = delete;
    MaterialBatch& operator=(const MaterialBatch&) = delete;

    [[nodiscard]] const sinter_materials& view() const noexcept { return view_; }

private:
    std::vector<sinter_string> names_;
    sinter_materials view_{};
};

} // namespace sinter::data
