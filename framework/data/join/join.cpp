// SPDX-License-Identifier: Apache-2.0
#include "framework/data/join/join.hpp"

#include "framework/data/join/hash_index.hpp"
#include "framework/data/join/join_materials.hpp"
#include "framework/data/join/repeats.hpp"

#include <sinter/unknown.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace sinter::data {
namespace {

InputColumn* find_input(std::vector<InputColumn>& inputs, const std::string& name) {
    const auto found =
        std::find_if(inputs.begin(), inputs.end(), [&](const auto& i) { return i.name == name; });
    return found == inputs.end() ? nullptr : &*found;
}

/// The columns without values; the levels of a category are the union over the tables.
std::vector<InputColumn> declare_inputs(std::span<const TableSpec> specs,
                                        const std::vector<TableRecords>& tables) {
    std::vector<InputColumn> inputs;
    for (std::size_t t = 0; t < specs.size(); ++t) {
        for (std::size_t i = 0; i < specs[t].inputs.size(); ++i) {
            const auto& spec = specs[t].inputs[i];
            InputColumn* input = find_input(inputs, spec.name.value);
            if (input == nullptr) {
                inputs.push_back({spec.name.value, spec.unit.value, spec.kind, {}, {}});
                input = &inputs.back();
            }
            const auto& levels = tables[t].inputs[i].levels;
            input->levels.insert(input->levels.end(), levels.begin(), levels.end());
        }
    }
    for (auto& input : inputs) {
        std::sort(input.levels.begin(), input.levels.end());
        input.levels.erase(std::unique(input.levels.begin(), input.levels.end()), input.levels.end());
    }
    return inputs;
}

/// Reads a record's inputs in the order of the data set.
class InputReader {
public:
    InputReader(const TableSpec& spec, const TableRecords& table, const std::vector<InputColumn>& inputs) {
        for (const auto& input : inputs) {
            Column column;
            for (std::size_t i = 0; i < spec.inputs.size(); ++i) {
                if (spec.inputs[i].name.value != input.name) {
                    continue;
                }
                column.cells = &table.inputs[i];
                for (const auto& level : column.cells->levels) {
                    const auto place = std::lower_bound(input.levels.begin(), input.levels.end(), level);
                    column.new_levels.push_back(static_cast<double>(place - input.levels.begin()));
                }
            }
            columns_.push_back(std::move(column));
        }
    }

    void read(std::size_t record, std::vector<double>& values) const {
        values.clear();
        for (const auto& column : columns_) {
            double value = column.cells == nullptr ? unknown : column.cells->values[record];
            if (!std::isnan(value) && !column.new_levels.empty()) {
                value = column.new_levels[static_cast<std::size_t>(value)];
            }
            values.push_back(value);
        }
    }

private:
    struct Column {
        const InputCells* cells = nullptr; ///< null: the table lacks this input
        std::vector<double> new_levels;    ///< of a category: level of the table -> level of the data set
    };
    std::vector<Column> columns_;
};

bool same_value(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    return hash ^ (hash >> 29);
}

/// Numbers the distinct (material, inputs) in order of first appearance.
class RowIndex {
public:
    explicit RowIndex(Dataset& dataset) : dataset_(dataset) {}

    Index row_of(Index material, const std::vector<double>& values) {
        std::uint64_t hash = mixed(0, static_cast<std::uint64_t>(material));
        for (const double value : values) {
            hash = mixed(hash, std::isnan(value) ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(value));
        }
        const std::size_t row =
            index_.find_or_add(hash, [&](std::size_t candidate) { return is(candidate, material, values); });
        if (row == dataset_.row_materials.size()) {
            dataset_.row_materials.push_back(material);
            for (std::size_t i = 0; i < values.size(); ++i) {
                dataset_.inputs[i].values.push_back(values[i]);
            }
        }
        return static_cast<Index>(row);
    }

private:
    [[nodiscard]] bool is(std::size_t row, Index material, const std::vector<double>& values) const {
        if (dataset_.row_materials[row] != material) {
            return false;
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!same_value(dataset_.inputs[i].values[row], values[i])) {
                return false;
            }
        }
        return true;
    }

    Dataset& dataset_;
    HashIndex index_;
};

/// Fills the data set's rows; gives for each table the row of each record.
std::vector<std::vector<Index>> make_rows(std::span<const TableSpec> specs,
                                          const std::vector<TableRecords>& tables,
                                          std::vector<std::vector<Index>> materials, Dataset& dataset) {
    if (dataset.rows_are_materials()) {
        dataset.row_materials.resize(static_cast<std::size_t>(dataset.materials.size()));
        for (std::size_t i = 0; i < dataset.row_materials.size(); ++i) {
            dataset.row_materials[i] = static_cast<Index>(i);
        }
        return materials;
    }
    RowIndex index(dataset);
    std::vector<double> values;
    for (std::size_t t = 0; t < tables.size(); ++t) {
        const InputReader inputs(specs[t], tables[t], dataset.inputs);
        for (std::size_t record = 0; record < tables[t].size(); ++record) {
            inputs.read(record, values);
            materials[t][record] = index.row_of(materials[t][record], values);
        }
    }
    return materials;
}

LabelColumn describe_label(const LabelSpec& spec, const LabelCells& cells, std::size_t table) {
    LabelColumn label;
    label.name = spec.name.value;
    label.unit = spec.convert_to ? spec.convert_to->value : spec.unit.value;
    label.context = spec.context;
    label.fidelity = spec.fidelity.value_or(label.fidelity);
    label.cost = spec.cost.value_or(label.cost);
    label.kind = spec.kind;
    label.transform = spec.transform.value;
    label.repeats = spec.repeats.value;
    label.table = table;
    label.classes = cells.classes;
    return label;
}

void fill_label(const LabelCells& cells, const TableRecords& table, const std::vector<Index>& rows,
                LabelColumn& label) {
    const bool has_split = !table.split.levels.empty();
    if (has_split) {
        label.split_names = table.split.levels;
    }
    for (std::size_t record = 0; record < table.size(); ++record) {
        if (std::isnan(cells.values[record])) {
            ++label.missing;
            continue;
        }
        label.rows.push_back(rows[record]);
        label.values.push_back(cells.values[record]);
        label.lines.push_back(table.csv.line(table.rows[record]));
        if (!cells.errors.empty()) {
            label.errors.push_back(cells.errors[record]);
        }
        if (!cells.weights.empty()) {
            label.weights.push_back(cells.weights[record]);
        }
        if (has_split) {
            label.splits.push_back(table.split.values[record]);
        }
    }
}

} // namespace

Dataset join_tables(std::span<const TableSpec> specs, const std::vector<TableRecords>& tables,
                    diagnostics::Diagnostics& diagnostics) {
    const bool by_key =
        std::any_of(specs.begin(), specs.end(), [](const auto& s) { return !s.material.key.empty(); });
    auto joined = join_materials(by_key ? Identity::key_columns : Identity::formula, tables, diagnostics);
    Dataset dataset;
    dataset.materials = std::move(joined.materials);
    dataset.rounded_joins = std::move(joined.rounded);
    dataset.typed_zeros = std::move(joined.typed_zeros);
    dataset.inputs = declare_inputs(specs, tables);
    const auto rows = make_rows(specs, tables, std::move(joined.of_records), dataset);
    for (std::size_t t = 0; t < tables.size(); ++t) {
        for (std::size_t l = 0; l < specs[t].labels.size(); ++l) {
            const LabelCells& cells = tables[t].labels[l];
            LabelColumn label = describe_label(specs[t].labels[l], cells, t);
            fill_label(cells, tables[t], rows[t], label);
            apply_repeats(label, dataset, tables[t], diagnostics);
            dataset.labels.push_back(std::move(label));
        }
        dataset.tables.push_back(tables[t].summary);
    }
    return dataset;
}

} // namespace sinter::data
