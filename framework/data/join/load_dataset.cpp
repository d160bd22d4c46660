// SPDX-License-Identifier: Apache-2.0
#include "framework/data/join/load_dataset.hpp"

#include "framework/data/join/join.hpp"
#include "framework/data/tables/check_tables.hpp"
#include "framework/data/tables/load_table.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace sinter::data {

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

} // namespace sinter::data
