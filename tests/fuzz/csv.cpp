// SPDX-License-Identifier: Apache-2.0
//
// A table of any bytes is refused with messages, or becomes a data set whose parts fit each other. The first
// line of the input is the row filter, the rest is the file; its first columns are taken as formula, label,
// class, input and weight.
#include "framework/data/tables/csv.hpp"

#include "framework/data/join/load_dataset.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/data/tables/row_filter.hpp"
#include "framework/data/tables/table_spec.hpp"
#include "framework/threads/workers.hpp"
#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/target.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace sinter;
using diagnostics::Diagnostics;
using fuzz::require;

template <class T>
diagnostics::Located<T> at(T value) {
    return {std::move(value), {"study.toml", 1, 1}};
}

data::LabelSpec label(const std::string& name, const std::string& column, data::LabelKind kind) {
    data::LabelSpec spec;
    spec.name = at(name);
    spec.column = at(column);
    spec.unit = at(std::string(kind == data::LabelKind::number ? "eV" : ""));
    spec.repeats = at(data::RepeatsPolicy::keep);
    spec.kind = kind;
    return spec;
}

data::TableSpec spec_over(const std::vector<std::string>& columns, std::string file, std::string where) {
    data::TableSpec spec;
    spec.file = at(std::move(file));
    spec.file_as_written = "table.csv";
    spec.where = at(std::move(where));
    spec.material.formula = at(columns[0]);
    if (columns.size() > 1) {
        spec.labels.push_back(label("number", columns[1], data::LabelKind::number));
    }
    if (columns.size() > 2) {
        spec.labels.push_back(label("class", columns[2], data::LabelKind::classes));
    }
    if (columns.size() > 3) {
        spec.inputs.push_back({at(std::string("T")), at(columns[3]), at(std::string("K"))});
    }
    if (columns.size() > 4) {
        spec.labels.front().weight_column = at(columns[4]);
        spec.split = at(columns[4]);
    }
    return spec;
}

void require_fit(const data::Dataset& dataset) {
    for (const auto material : dataset.row_materials) {
        require(material >= 0 && material < dataset.materials.size(), "a row has a material");
    }
    for (const auto& column : dataset.labels) {
        require(column.rows.size() == column.values.size(), "a record has a row and a value");
        for (std::size_t i = 0; i < column.rows.size(); ++i) {
            require(column.rows[i] >= 0 && column.rows[i] < dataset.row_count(), "a record is of a row");
            require(std::isfinite(column.values[i]), "a label is a number");
        }
    }
}

void require_messages(const Diagnostics& diagnostics) {
    require(diagnostics.has_errors(), "what is refused has an error");
    for (const auto& d : diagnostics.merged()) {
        require(!diagnostics::format(d).empty(), "an error has words");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::InputFile file("table.csv");
    static const auto workers = threads::make_workers(1);
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto line = input.find('\n');
    const std::string where(input.substr(0, line));
    const std::string_view table =
        line == std::string_view::npos ? std::string_view() : input.substr(line + 1);

    Diagnostics of_csv;
    const auto csv = data::parse_csv(table, "table.csv", of_csv);
    if (!csv) {
        require_messages(of_csv);
        return 0;
    }
    for (std::size_t row = 0; row < csv->row_count(); ++row) {
        require(csv->line(row) >= 1, "a row has a line");
        for (std::size_t column = 0; column < csv->column_count(); ++column) {
            require(csv->cell(row, column).size() <= table.size(), "a cell is part of the file");
        }
    }
    file.write(table);
    Diagnostics diagnostics;
    const std::vector<data::TableSpec> tables{spec_over(csv->header(), file.path().string(), where)};
    const auto dataset = data::load_dataset(tables, *workers, diagnostics);
    require(dataset.has_value() != diagnostics.has_errors(), "there is a data set, or an error");
    dataset ? require_fit(*dataset) : require_messages(diagnostics);
    return 0;
}
