// SPDX-License-Identifier: Apache-2.0
//
// A table of the report before it is written down. Page and terminal write the same table, CSV files have tables of
// their own: people read rounded numbers, programs the exact ones.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sinter::report {

/// How people read a number.
enum class Form : std::uint8_t {
    shortest,     ///< all of its digits
    fixed,        ///< with the decimals of the cell
    percent,      ///< a share
    fine_percent, ///< a share, with up to three digits
    p_value,
    short_number, ///< three significant digits
};

/// One value. Plain text is converted to a cell by itself, and so are counts.
struct Cell {
    using Value = std::variant<std::monostate, std::string, std::int64_t, double>;

    Cell() = default; ///< blank
    Cell(std::string text) : value(std::move(text)) {}
    Cell(std::string_view text) : value(std::string(text)) {}
    Cell(const char* text) : value(std::string(text)) {}
    Cell(std::int64_t count) : value(count) {}
    Cell(double number) : value(number) {}
    Cell(double number, Form how, int places = 0) : value(number), form(how), decimals(places) {}

    Value value;
    Form form = Form::shortest;
    int decimals = 0;
    std::string css{};                ///< class of the text on the page; empty: none
    std::vector<std::string> marks{}; ///< small words behind it: "baseline"; in a terminal only behind the name of a row
};

/// As people read it: not escaped, and whatever bytes a name has.
[[nodiscard]] std::string shown(const Cell& cell);

enum class Align : std::uint8_t { left, right };

/// Who sees a column: a line of a terminal has 80 places.
enum class Seen : std::uint8_t { everywhere, on_page, in_terminal };

struct Column {
    std::string title; ///< of a CSV file: the name of the column
    Align align = Align::right;
    std::string explanation{}; ///< shown on the page when one points at the title; empty: the title says it
    Seen seen = Seen::everywhere;
};

struct TableRow {
    std::vector<Cell> cells;      ///< one per column; the first names the row
    Seen seen = Seen::everywhere; ///< by whom
};

struct ReportTable {
    std::string caption; ///< empty: none
    std::vector<Column> columns;
    std::vector<TableRow> rows{};
    std::string note{}; ///< sentences that help to read it; empty: none
};

/// Columns of a CSV file.
[[nodiscard]] std::vector<Column> columns_named(std::initializer_list<const char*> names);

} // namespace sinter::report
