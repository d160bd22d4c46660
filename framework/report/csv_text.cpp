// SPDX-License-Identifier: Apache-2.0
#include "framework/report/csv_text.hpp"

#include "framework/report/number_format.hpp"

#include <algorithm>

namespace sinter::report {

namespace {

bool is_special(char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; }

} // namespace

void CsvText::begin_field() {
    if (!at_row_start_) {
        text_ += ',';
    }
    at_row_start_ = false;
}

CsvText& CsvText::text(std::string_view field) {
    begin_field();
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
