// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/load_table.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/sha256.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/data/tables/file_bytes.hpp"
#include "framework/data/tables/read_labels.hpp"
#include "framework/data/tables/row_filter.hpp"
#include "framework/data/tables/row_filter_parser.hpp"
#include "framework/data/tables/table_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

namespace sinter::data {
namespace {

using diagnostics::Diagnostics;

std::optional<CsvTable> open_table(const TableSpec& spec, TableSummary& summary, Diagnostics& diagnostics) {
    const auto bytes = read_file(spec.file, diagnostics);
    if (!bytes) {
        return std::nullopt;
    }
    summary.file = spec.file.value;
    summary.file_as_written = spec.file_as_written;
    summary.bytes = bytes->size();
    summary.sha256 = bytes::sha256(*bytes);
    return parse_csv(*bytes, spec.file.value, diagnostics);
}

void add_uneven_rows(const CsvTable& csv, RowProblems& problems) {
    for (const auto& row : csv.uneven_rows()) {
        problems.add(
            row.line, "wrong number of cells",
            fmt::format("found {}, expected {}", bytes::counted(row.cells, "cell"), csv.column_count()), {});
    }
}

std::optional<std::vector<std::uint32_t>> choose_rows(const TableSpec& spec, const CsvTable& csv,
                                                      RowProblems& problems, Diagnostics& diagnostics) {
    if (!spec.where.value.empty()) {
        const auto filter = parse_row_filter(spec.where, diagnostics);
        if (!filter) {
            return std::nullopt;
        }
        return filter->select(csv, MissingTokens(spec.missing), spec.where.where, problems, diagnostics);
    }
    std::vector<std::uint32_t> rows(csv.row_count());
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

void append_key_value(std::string_view value, std::string& text) {
    for (const char c : value) {
        if (c == '|' || c == '\\') {
            text += '\\';
        } // so that (a|b, c) and (a, b|c) differ
        text += c;
    }
}

TextPool read_keys(const CsvTable& csv, const std::vector<std::size_t>& columns,
                   std::span<const std::uint32_t> rows, RowProblems& problems) {
    TextPool keys;
    std::string text;
    for (const auto row : rows) {
        text.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto value = trimmed(csv.cell(row, columns[i]));
            if (value.empty()) {
                const auto& name = csv.header()[columns[i]];
                problems.add(csv.line(row), fmt::format("missing key: {}", name),
                             fmt::format("{} is empty, but it identifies the material", name), value);
            }
            if (i > 0) {
                text += '|';
            }
            append_key_value(value, text);
        }
        keys.add(text);
    }
    return keys;
}

InputCells read_input(const InputSpec& spec, std::size_t column, const TableRecords& records,
                      const MissingTokens& missing, RowProblems& problems) {
    InputCells cells;
    if (spec.kind == InputKind::number) {
        cells.values = number_column(records.csv, column, records.rows, missing, problems);
        for (auto& value : cells.values) {
            value += 0.0;
        } // -0 and 0 are one input
        return cells;
    }
    auto category = category_column(records.csv, column, records.rows, missing);
    cells.levels = std::move(category.levels);
    cells.values = level_indices(category.values);
    return cells;
}

/// Everything but the rows; what cannot be read goes to `problems`.
void read_records(const TableSpec& spec, const TableColumns& columns, threads::Workers& workers,
                  TableRecords& records, RowProblems& problems) {
    const MissingTokens missing(spec.missing);
    if (columns.formula) {
        records.compositions = read_compositions({records.csv, *columns.formula, spec.isotopes}, records.rows,
                                                 workers, problems);
    }
    records.key_texts = TextPool();
    if (!columns.key.empty()) {
        records.key_texts = read_keys(records.csv, columns.key, records.rows, problems);
    }
    records.labels.clear();
    for (std::size_t i = 0; i < spec.labels.size(); ++i) {
        records.labels.push_back(
            read_label(spec.labels[i], columns.labels[i], records.csv, records.rows, missing, problems));
    }
    records.inputs.clear();
    for (std::size_t i = 0; i < spec.inputs.size(); ++i) {
        records.inputs.push_back(read_input(spec.inputs[i], columns.inputs[i], records, missing, problems));
    }
    if (columns.split) {
        records.split = category_column(records.csv, *columns.split, records.rows, missing);
    }
}

void drop_bad_rows(const RowProblems& problems, TableRecords& records) {
    const auto bad = problems.lines();
    std::erase_if(records.rows, [&](std::uint32_t row) {
        return std::binary_search(bad.begin(), bad.end(), records.csv.line(row));
    });
}

bool no_value(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

/// A column without any value is most often another one than was meant. Labels without rows are an error if
/// a strategy uses them.
void warn_of_empty_columns(const TableSpec& spec, const TableRecords& records, Diagnostics& diagnostics) {
    const auto warn = [&](std::string_view what, const diagnostics::Located<std::string>& column) {
        diagnostics.warning(diagnostics::ErrorKind::data, column.where,
                            fmt::format("{} has no value in any row of {}: "
                                        "all cells of the column {} count as missing",
                                        what, spec.file_as_written, bytes::in_quotes(column.value)),
                            {"see the table's `where`, `missing` and column"});
    };
    for (std::size_t i = 0; i < spec.inputs.size() && records.size() > 0; ++i) {
        if (no_value(records.inputs[i].values)) {
            warn(fmt::format("input {}", bytes::in_quotes(spec.inputs[i].name.value)), spec.inputs[i].column);
        }
    }
    for (std::size_t i = 0; i < spec.labels.size() && records.size() > 0; ++i) {
        const LabelCells& label = records.labels[i];
        if (spec.labels[i].error_column && no_value(label.errors) && !no_value(label.values)) {
            warn(fmt::format("the error of label {}", bytes::in_quotes(spec.labels[i].name.value)),
                 *spec.labels[i].error_column);
        }
    }
}

Index count_unlabelled(const TableRecords& records) {
    Index count = 0;
    for (std::size_t record = 0; record < records.size(); ++record) {
        const bool any =
            std::any_of(records.labels.begin(), records.labels.end(),
                        [&](const LabelCells& label) { return !std::isnan(label.values[record]); });
        if (!any) {
            ++count;
        }
    }
    return count;
}

} // namespace

std::optional<TableRecords> load_table(const TableSpec& spec, threads::Workers& workers,
                                       Diagnostics& diagnostics) {
    TableRecords records;
    auto csv = open_table(spec, records.summary, diagnostics);
    if (!csv) {
        // The filter can still be checked for its own sake: all errors at once.
        if (!spec.where.value.empty()) {
            (void)parse_row_filter(spec.where, diagnostics);
        }
        return std::nullopt;
    }
    records.csv = std::move(*csv);
    const auto columns = find_columns(spec, records.csv, diagnostics);
    RowProblems problems(spec.file.value);
    add_uneven_rows(records.csv, problems);
    auto rows = choose_rows(spec, records.csv, problems, diagnostics);
    if (!columns || !rows) {
        return std::nullopt;
    }
    records.rows = std::move(*rows);
    records.formula_column = columns->formula;
    const auto readable = records.csv.row_count() + records.csv.uneven_rows().size();
    const std::size_t unfit_before = problems.lines().size();
    const auto filtered = readable - unfit_before - records.rows.size();

    read_records(spec, *columns, workers, records, problems);
    problems.report(spec.bad_rows, diagnostics);
    if (!problems.empty() && spec.bad_rows == BadRows::error) {
        return std::nullopt;
    }
    if (!problems.empty()) {
        drop_bad_rows(problems, records);
        RowProblems none_left(spec.file.value);
        read_records(spec, *columns, workers, records, none_left);
    }
    warn_of_empty_columns(spec, records, diagnostics);
    auto& summary = records.summary;
    summary.rows_read = static_cast<Index>(readable);
    summary.rows_filtered = static_cast<Index>(filtered);
    summary.rows_skipped = static_cast<Index>(problems.lines().size());
    summary.skipped_reasons = problems.reasons();
    summary.skipped_rows = problems.rows_of_reasons();
    summary.rows_without_label = count_unlabelled(records);
    return records;
}

} // namespace sinter::data
