// SPDX-License-Identifier: Apache-2.0
#include "framework/report/csv_text.hpp"

#include "framework/report/number_format.hpp"

namespace sinter::report {

CsvText& CsvText::text(std::string_view field) {
    if (!at_row_start_) {
        text_ += ',';
    }
    at_row_start_ = false;
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
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

CsvText& CsvText::number(double field) { return text(shortest(field)); }

CsvText& CsvText::number(std::int64_t field) { return text(std::to_string(field)); }

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
