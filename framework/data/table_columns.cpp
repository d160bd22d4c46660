// SPDX-License-Identifier: Apache-2.0
#include "framework/data/table_columns.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/file_bytes.hpp"
#include "framework/diagnostics/nearest_name.hpp"

#include <fmt/format.h>

namespace sinter::data {
namespace {

class Finder {
public:
    Finder(const CsvTable& table, diagnostics::Diagnostics& diagnostics)
        : table_(table), diagnostics_(diagnostics) {}

    std::size_t find(const Located<std::string>& name, const std::string& key) {
        if (const auto column = table_.column(name.value)) {
            return *column;
        }
        diagnostics_.error(diagnostics::ErrorKind::config, name.where,
                           fmt::format("{} = {} is not a column of {}", key, bytes::in_quotes(name.value),
                                       file_name(table_.file())),
                           diagnostics::name_hints(name.value, table_.header(), "columns"));
        all_found_ = false;
        return 0;
    }

    std::optional<std::size_t> find(const std::optional<Located<std::string>>& name, const std::string& key) {
        if (!name) {
            return std::nullopt;
        }
        return find(*name, key);
    }

    [[nodiscard]] bool all_found() const { return all_found_; }

private:
    const CsvTable& table_;
    diagnostics::Diagnostics& diagnostics_;
    bool all_found_ = true;
};

} // namespace

std::optional<TableColumns> find_columns(const TableSpec& spec, const CsvTable& table,
                                         diagnostics::Diagnostics& diagnostics) {
    Finder finder(table, diagnostics);
    TableColumns columns;
    columns.formula = finder.find(spec.material.formula, "material.formula");
    for (const auto& key : spec.material.key) {
        columns.key.push_back(finder.find(key, "material.key"));
    }
    for (const auto& label : spec.labels) {
        const std::string key = "labels." + label.name.value;
        columns.labels.push_back({finder.find(label.column, key + ".column"),
                                  finder.find(label.error_column, key + ".error_column"),
                                  finder.find(label.weight_column, key + ".weight_column")});
    }
    for (const auto& input : spec.inputs) {
        columns.inputs.push_back(finder.find(input.column, "inputs." + input.name.value + ".column"));
    }
    columns.split = finder.find(spec.split, "split");
    if (!finder.all_found()) {
        return std::nullopt;
    }
    return columns;
}

} // namespace sinter::data
