// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/read_labels.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/tables/number_column.hpp"
#include "framework/data/units/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace sinter::data {
namespace {

struct Reader {
    const LabelSpec& spec;
    const CsvTable& table;
    std::span<const std::uint32_t> rows;
    const MissingTokens& missing;
    RowProblems& problems;

    [[nodiscard]] std::vector<double> numbers(std::size_t column) const {
        return number_column(table, column, rows, missing, problems);
    }

    void complain(std::size_t record, std::size_t column, std::string_view what) const {
        const auto row = rows[record];
        const auto& name = table.header()[column];
        problems.add(table.line(row), fmt::format("{}: {}", what, name),
                     fmt::format("{} = {}: {}", name, bytes::in_quotes(table.cell(row, column)), what),
                     table.cell(row, column));
    }
};

void check_weights(const Reader& reader, std::size_t column, const LabelCells& cells) {
    for (std::size_t i = 0; i < cells.values.size(); ++i) {
        const double weight = cells.weights[i];
        if (std::isnan(cells.values[i]) || weight > 0) {
            continue;
        }
        reader.complain(i, column,
                        std::isnan(weight) ? "a label without a weight"
                        : weight < 0       ? "a negative weight"
                                     : "a weight of 0; leave the row out by `where`, or empty its label");
    }
}

void check_errors(const Reader& reader, std::size_t column, const LabelCells& cells) {
    for (std::size_t i = 0; i < cells.errors.size(); ++i) {
        if (cells.errors[i] < 0) {
            reader.complain(i, column, "a negative error");
        }
    }
}

void convert_units(const LabelSpec& spec, LabelCells& cells) {
    if (!spec.convert_to) {
        return;
    }
    const auto from = parse_unit(spec.unit.value).unit;
    const auto to = parse_unit(spec.convert_to->value).unit;
    if (!from || !to || same_unit(*from, *to)) {
        return;
    }
    for (std::size_t i = 0; i < cells.values.size(); ++i) {
        const double value = cells.values[i];
        if (!cells.errors.empty()) {
            cells.errors[i] = convert_error(cells.errors[i], value, *from, *to);
        }
        cells.values[i] = convert(value, *from, *to);
    }
}

/// After the conversion a value must still be a finite number (not the logarithm of -1), and positive where
/// its own logarithm will be taken.
void check_values(const Reader& reader, std::size_t column, const std::vector<double>& before,
                  const std::vector<double>& after) {
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (std::isnan(before[i])) {
            continue;
        }
        if (!std::isfinite(after[i])) {
            reader.complain(i, column, fmt::format("not finite in {}", reader.spec.convert_to->value));
        } else if (!can_be_squared(after[i])) { // as it is in the file it can be
            reader.complain(
                i, column,
                fmt::format("too small or too large to be squared in {}", reader.spec.convert_to->value));
        } else if (reader.spec.transform.value != LabelTransform::none && after[i] <= 0) {
            reader.complain(i, column, "not above 0, but its logarithm is to be fitted");
        }
    }
}

} // namespace

LabelCells read_label(const LabelSpec& spec, const LabelColumns& columns, const CsvTable& table,
                      std::span<const std::uint32_t> rows, const MissingTokens& missing,
                      RowProblems& problems) {
    const Reader reader{spec, table, rows, missing, problems};
    LabelCells cells;
    if (spec.kind == LabelKind::classes) {
        auto category = category_column(table, columns.value, rows, missing);
        cells.classes = std::move(category.levels);
        cells.values = level_indices(category.values);
    } else {
        cells.values = reader.numbers(columns.value);
    }
    if (columns.error) {
        cells.errors = reader.numbers(*columns.error);
        check_errors(reader, *columns.error, cells);
    }
    if (columns.weight) {
        cells.weights = reader.numbers(*columns.weight);
        check_weights(reader, *columns.weight, cells);
    }
    if (spec.kind == LabelKind::number) {
        const auto before = cells.values;
        convert_units(spec, cells);
        check_values(reader, columns.value, before, cells.values);
    }
    return cells;
}

std::vector<double> level_indices(const std::vector<std::int32_t>& indices) {
    std::vector<double> numbers;
    numbers.reserve(indices.size());
    std::transform(indices.begin(), indices.end(), std::back_inserter(numbers), [](std::int32_t index) {
        return index < 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(index);
    });
    return numbers;
}

} // namespace sinter::data
