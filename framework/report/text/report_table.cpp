// SPDX-License-Identifier: Apache-2.0
#include "framework/report/text/report_table.hpp"

#include "framework/report/text/number_format.hpp"

namespace sinter::report {

namespace {

std::string number_text(const Cell& cell, double number) {
    switch (cell.form) {
    case Form::fixed:
        return fixed(number, cell.decimals);
    case Form::percent:
        return percent(number);
    case Form::fine_percent:
        return fine_percent(number);
    case Form::p_value:
        return p_value(number);
    case Form::short_number:
        return short_number(number);
    case Form::shortest:
        break;
    }
    return shortest(number);
}

} // namespace

std::string shown(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) {
        return *text;
    }
    if (const auto* count = std::get_if<std::int64_t>(&cell.value)) {
        return std::to_string(*count);
    }
    const auto* number = std::get_if<double>(&cell.value);
    return number != nullptr ? number_text(cell, *number) : std::string();
}

std::vector<Column> columns_named(std::initializer_list<const char*> names) {
    std::vector<Column> columns;
    for (const auto* name : names) {
        columns.push_back({name});
    }
    return columns;
}

} // namespace sinter::report
