// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/unit_list.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/number_column.hpp"
#include "framework/report/text/csv_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace sinter::report {

namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;

enum Column : std::size_t { at_unit, at_strategy, at_repeat, at_fold, at_inner_fold, at_fraction };
constexpr std::array<const char*, 6> columns{"unit", "strategy", "repeat", "fold", "inner_fold", "fraction"};

[[noreturn]] void refuse(const std::string& file, std::uint32_t line, const std::string& what) {
    throw InputError(ErrorKind::data, {file, line, 0}, what,
                     {"expected the list of units that `sinter run` wrote; `sinter run` of the same config "
                      "writes it again, and runs no finished unit twice"});
}

data::CsvTable parsed(const std::filesystem::path& file) {
    const auto bytes = bytes::whole_file(file, bytes::Links::refused);
    if (!bytes) {
        refuse(file.string(), 0, "the list of units is not there or cannot be read");
    }
    Diagnostics diagnostics;
    auto table = data::parse_csv(*bytes, file.string(), diagnostics);
    if (!table) {
        const auto& first = diagnostics.all().front();
        refuse(file.string(), first.where.line, "the list of units is damaged: " + first.message);
    }
    if (!std::equal(columns.begin(), columns.end(), table->header().begin(), table->header().end())) {
        refuse(file.string(), 1,
               "the list of units has other columns than unit, strategy, repeat, fold, "
               "inner_fold, fraction");
    }
    if (!table->uneven_rows().empty()) {
        refuse(file.string(), table->uneven_rows().front().line, "a unit does not have a cell a column");
    }
    return std::move(*table);
}

double number(const data::CsvTable& table, std::size_t row, Column column) {
    const auto parsed = data::parse_number(table.cell(row, column));
    if (parsed.problem != data::NumberProblem::none) {
        refuse(table.file(), table.line(row),
               fmt::format("the {} of a unit is {}", columns[column],
                           bytes::in_quotes(table.cell(row, column))));
    }
    return parsed.value;
}

int whole(const data::CsvTable& table, std::size_t row, Column column) {
    constexpr double most = 1e9;
    const double value = number(table, row, column);
    if (value < 0 || value > most || value != std::floor(value)) {
        refuse(table.file(), table.line(row),
               fmt::format("the {} of a unit is {}", columns[column],
                           bytes::in_quotes(table.cell(row, column))));
    }
    return static_cast<int>(value);
}

bool is_unit_id(std::string_view text) {
    constexpr std::size_t digits = 32;
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

ListedUnit unit_of(const data::CsvTable& table, std::size_t row) {
    if (!is_unit_id(table.cell(row, at_unit))) {
        refuse(table.file(), table.line(row),
               fmt::format("{} is not the id of a unit", bytes::in_quotes(table.cell(row, at_unit))));
    }
    ListedUnit listed{std::string(table.cell(row, at_unit)),
                      std::string(without_guard(table.cell(row, at_strategy))),
                      whole(table, row, at_repeat),
                      whole(table, row, at_fold),
                      table.cell(row, at_inner_fold).empty() ? -1 : whole(table, row, at_inner_fold),
                      number(table, row, at_fraction)};
    if (!(listed.fraction > 0 && listed.fraction <= 1)) {
        refuse(table.file(), table.line(row), "the fraction of a unit is not above 0 and at most 1");
    }
    return listed;
}

} // namespace

std::string units_csv(const study::Plan& plan) {
    CsvText csv;
    csv.row({"unit", "strategy", "repeat", "fold", "inner_fold", "fraction"});
    for (std::size_t strategy = 0; strategy < plan.strategies.size(); ++strategy) {
        for (const auto& unit : plan.units) {
            if (unit.strategy != strategy) {
                continue;
            }
            const auto& split = plan.splits[unit.split];
            csv.text(unit.id).text(plan.strategies[strategy].name);
            csv.number(std::int64_t{split.rows.repeat}).number(std::int64_t{split.rows.fold});
            if (split.inner < 0) {
                csv.blank();
            } else {
                csv.number(std::int64_t{split.inner});
            }
            csv.number(split.fraction);
            csv.end_row();
        }
    }
    return csv.str();
}

std::vector<ListedUnit> read_units(const std::filesystem::path& file) {
    const auto table = parsed(file);
    std::vector<ListedUnit> units;
    std::set<std::pair<std::string, std::string>>
        seen; // strategies with the same options have the same units
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        units.push_back(unit_of(table, row));
        if (!seen.emplace(units.back().strategy, units.back().id).second) {
            refuse(table.file(), table.line(row),
                   fmt::format("unit {} of a strategy stands twice", units.back().id));
        }
    }
    if (units.empty()) {
        refuse(file.string(), 0, "the list of units is empty");
    }
    return units;
}

} // namespace sinter::report
