// SPDX-License-Identifier: Apache-2.0
#include "framework/data/join/row_batch.hpp"

#include <cstddef>
#include <string_view>

namespace sinter::data {
namespace {

sinter_string c_string(std::string_view text) { return {text.data(), text.size()}; }

sinter_materials empty_view(Index count) {
    sinter_materials view{};
    view.struct_size = sizeof(sinter_materials);
    view.count = count;
    return view;
}

void point_at_run(const Materials& materials, Index first, sinter_materials& view) {
    view.element_offsets = materials.element_offsets.data() + first;
    view.atomic_numbers = materials.atomic_numbers.data();
    view.amounts = materials.amounts.data();
}

} // namespace

RowBatch::RowBatch(const Dataset& dataset, Index first, Index count) : view_(empty_view(count)) {
    names_.reserve(static_cast<std::size_t>(count));
    element_offsets_.push_back(0);
    for (Index row = first; row < first + count; ++row) {
        name_row(dataset, row);
        if (!dataset.rows_are_materials()) {
            copy_row(dataset, row);
        }
    }
    finish(dataset);
    if (dataset.rows_are_materials()) {
        point_at_run(dataset.materials, first, view_);
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        columns_[i].values = dataset.inputs[i].values.data() + first;
    }
}

RowBatch::RowBatch(const Dataset& dataset, std::span<const Index> rows)
    : view_(empty_view(static_cast<Index>(rows.size()))) {
    names_.reserve(rows.size());
    element_offsets_.push_back(0);
    for (const Index row : rows) {
        name_row(dataset, row);
        copy_row(dataset, row);
    }
    finish(dataset);
    values_.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        for (const Index row : rows) {
            values_[i].push_back(dataset.inputs[i].values[static_cast<std::size_t>(row)]);
        }
        columns_[i].values = values_[i].data();
    }
}

void RowBatch::name_row(const Dataset& dataset, Index row) {
    names_.push_back(c_string(dataset.materials.name(dataset.row_materials[static_cast<std::size_t>(row)])));
}

void RowBatch::copy_row(const Dataset& dataset, Index row) {
    const auto& materials = dataset.materials;
    const auto material = static_cast<std::size_t>(dataset.row_materials[static_cast<std::size_t>(row)]);
    const auto begin = materials.element_offsets[material];
    const auto end = materials.element_offsets[material + 1];
    atomic_numbers_.insert(atomic_numbers_.end(), materials.atomic_numbers.begin() + begin,
                           materials.atomic_numbers.begin() + end);
    amounts_.insert(amounts_.end(), materials.amounts.begin() + begin, materials.amounts.begin() + end);
    element_offsets_.push_back(static_cast<Index>(amounts_.size()));
}

void RowBatch::finish(const Dataset& dataset) {
    view_.names = names_.data();
    view_.element_offsets = element_offsets_.data();
    view_.atomic_numbers = atomic_numbers_.data();
    view_.amounts = amounts_.data();
    levels_.resize(dataset.inputs.size());
    for (std::size_t i = 0; i < dataset.inputs.size(); ++i) {
        const auto& input = dataset.inputs[i];
        for (const auto& level : input.levels) {
            levels_[i].push_back(c_string(level));
        }
        sinter_column column{};
        column.name = c_string(input.name);
        column.unit = c_string(input.unit);
        column.kind = input.kind == InputKind::category ? SINTER_KIND_CATEGORY : SINTER_KIND_NUMBER;
        column.level_count = static_cast<std::uint32_t>(input.levels.size());
        column.levels = levels_[i].data();
        columns_.push_back(column);
    }
    view_.columns = {columns_.data(), columns_.size(), sizeof(sinter_column)};
}

MaterialBatch::MaterialBatch(const Materials& materials, Index first, Index count)
    : view_(empty_view(count)) {
    names_.reserve(static_cast<std::size_t>(count));
    for (Index i = first; i < first + count; ++i) {
        names_.push_back(c_string(materials.name(i)));
    }
    view_.names = names_.data();
    point_at_run(materials, first, view_);
}

} // namespace sinter::data
