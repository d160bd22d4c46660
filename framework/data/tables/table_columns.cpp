// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/table_columns.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/data/tables/file_bytes.hpp"
#include "framework/diagnostics/nearest_name.hpp"

#include <fmt/format.h>

#include <utility>

namespace sinter::data {
namespace {

/// Names with the signs that nobody sees, or takes for others, by their codes.
std::vector<std::string> visible_hints(const std::string& name, const std::vector<std::string>& header) {
    std::vector<std::string> hints;
    for (const auto& column : header) {
        if (column != name && bytes::as_it_looks(column) == bytes::as_it_looks(name)) {
            hints.push_back(fmt::format("{} looks the same", bytes::in_quotes(column)));
            for (const auto& text : {column, name}) {
                const auto about = bytes::sign_hints(text);
                hints.insert(hints.end(), about.begin(), about.end());
            }
        }
    }
    for (const auto& hint : diagnostics::name_hints(name, header, "columns")) {
        hints.push_back(bytes::made_visible(hint));
    }
    return hints;
}

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
                           column_hints(name.value, table_));
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

std::vector<std::string> column_hints(const std::string& name, const CsvTable& table) {
    auto hints = visible_hints(name, table.header());
    for (const auto& column : table.header()) {
        for (const auto& [sign, word] : {std::pair(';', "semicolon"), std::pair('\t', "tab")}) {
            if (column.find(sign) != std::string::npos && column.find(name) != std::string::npos) {
                hints.push_back(fmt::format("the header's cell {} has a {}: save the file with commas alone "
                                            "between cells, and with decimal points",
                                            bytes::in_quotes(column), word));
            }
        }
    }
    return hints;
}

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
