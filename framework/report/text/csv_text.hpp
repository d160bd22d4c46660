// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "framework/report/text/report_table.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sinter::report {

/// Builds CSV text field by field: a field with a comma, quote or line break is quoted, quotes are doubled
/// (RFC 4180); lines end in \n. The text is valid UTF-8 without control characters but line feeds
/// (bytes::shown_text). A spreadsheet takes a cell that begins with = + - or @ for a formula: where it is
/// not a number it gets a ' before it (guarded). A value; not for several threads.
class CsvText {
public:
    CsvText& text(std::string_view written);
    CsvText& number(double field); ///< shortest round-trip form; NaN is blank
    CsvText& number(std::int64_t field);
    CsvText& cell(const Cell& cell); ///< its exact value
    CsvText& blank() { return text({}); }
    void end_row();

    void row(std::initializer_list<std::string_view> fields);
    [[nodiscard]] const std::string& str() const noexcept { return text_; }

private:
    void begin_field();

    std::string text_;
    bool at_row_start_ = true;
};

/// The table with the titles of its columns as the header.
[[nodiscard]] std::string csv_of(const ReportTable& table);

/// The text with a ' before it if it begins, behind any ' and space, with = + - or @ and is not a number.
[[nodiscard]] std::string guarded(std::string text);

/// What guarded() was given.
[[nodiscard]] std::string_view without_guard(std::string_view cell);

} // namespace sinter::report
