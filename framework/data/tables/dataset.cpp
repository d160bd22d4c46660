// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/dataset.hpp"

#include "framework/data/join/join.hpp"
#include "framework/data/tables/check_tables.hpp"
#include "framework/data/tables/load_table.hpp"

#include <algorithm>
#include <utility>

namespace sinter::data {

const LabelColumn* Dataset::label(std::string_view name) const noexcept {
    const auto found =
        std::find_if(labels.begin(), labels.end(), [&](const auto& l) { return l.name == name; });
    return found == labels.end() ? nullptr : &*found;
}

std::vector<Index> Dataset::materials_with(const LabelColumn& label) const {
    std::vector<Index> found;
    found.reserve(label.rows.size());
    for (const Index row : label.rows) {
        found.push_back(row_materials[static_cast<std::size_t>(row)]);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::optional<Dataset> load_dataset(std::span<const TableSpec> tables, threads::Workers& workers,
                                    diagnostics::Diagnostics& diagnostics) {
    const std::size_t errors_before = diagnostics.error_count();
    check_tables(tables, diagnostics);
    std::vector<TableRecords> loaded;
    for (const auto& table : tables) {
        if (table.file.value.empty()) {
            continue; // who read the config has said why
        }
        if (auto records = load_table(table, workers, diagnostics)) {
            loaded.push_back(std::move(*records));
        }
    }
    if (diagnostics.error_count() > errors_before || loaded.size() < tables.size()) {
        return std::nullopt;
    }
    auto dataset = join_tables(tables, loaded, diagnostics);
    if (diagnostics.error_count() > errors_before) {
        return std::nullopt;
    }
    return dataset;
}

Index overlap(const Dataset& dataset, const LabelColumn& first, const LabelColumn& second) {
    const auto a = dataset.materials_with(first);
    const auto b = dataset.materials_with(second);
    std::vector<Index> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return static_cast<Index>(both.size());
}

} // namespace sinter::data
