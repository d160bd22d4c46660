// SPDX-License-Identifier: Apache-2.0
#include "framework/report/text/csv_text.hpp"

#include "framework/bytes/shown_text.hpp"
#include "framework/report/text/number_format.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

namespace sinter::report {

namespace {

bool is_special(char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; }

bool is_number(std::string_view text) {
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

/// Whether it begins, behind any ' and space, as a formula does.
bool like_formula(std::string_view text) {
    const auto first = text.find_first_not_of("' \n");
    return first != std::string_view::npos &&
           std::string_view("=+-@").find(text[first]) != std::string_view::npos;
}

} // namespace

void CsvText::begin_field() {
    if (!at_row_start_) {
        text_ += ',';
    }
    at_row_start_ = false;
}

std::string csv_of(const ReportTable& table) {
    CsvText csv;
    for (const auto& column : table.columns) {
        csv.text(column.title);
    }
    csv.end_row();
    for (const auto& row : table.rows) {
        for (const auto& cell : row.cells) {
            csv.cell(cell);
        }
        csv.end_row();
    }
    return csv.str();
}

std::string guarded(std::string text) {
    if (like_formula(text) && !is_number(text)) {
        text.insert(0, "'");
    }
    return text;
}

std::string_view without_guard(std::string_view cell) {
    return !cell.empty() && cell.front() == '\'' && like_formula(cell) ? cell.substr(1) : cell;
}

CsvText& CsvText::text(std::string_view written) {
    begin_field();
    const std::string field = guarded(bytes::shown_text(written, bytes::Layout::lines));
    if (std::none_of(field.begin(), field.end(), is_special)) {
        text_ += field;
        return *this;
    }
    text_ += '"';
    for (const char c : field) {
        text_ += c;
        if (c == '"') {
            text_ += c;
        }
    }
    text_ += '"';
    return *this;
}

CsvText& CsvText::number(double field) {
    begin_field();
    text_ += shortest(field);
    return *this;
}

CsvText& CsvText::number(std::int64_t field) {
    begin_field();
    text_ += std::to_string(field);
    return *this;
}

CsvText& CsvText::cell(const Cell& cell) {
    if (const auto* written = std::get_if<std::string>(&cell.value)) {
        return text(*written);
    }
    if (const auto* count = std::get_if<std::int64_t>(&cell.value)) {
        return number(*count);
    }
    const auto* real = std::get_if<double>(&cell.value);
    return real != nullptr ? number(*real) : blank();
}

void CsvText::end_row() {
    text_ += '\n';
    at_row_start_ = true;
}

void CsvText::row(std::initializer_list<std::string_view> fields) {
    for (const auto field : fields) {
        text(field);
    }
    end_row();
}

} // namespace sinter::report
