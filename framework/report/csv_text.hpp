// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sinter::report {

/// Builds CSV text field by field: a field with a comma, quote or line break is quoted, quotes are doubled
/// (RFC 4180); lines end in \n. A value; not for several threads.
class CsvText {
public:
    CsvText& text(std::string_view field);
    CsvText& number(double field); ///< shortest round-trip form; NaN is blank
    CsvText& number(std::int64_t field);
    CsvText& blank() { return text({}); }
    void end_row();

    void row(std::initializer_list<std::string_view> fields);
    [[nodiscard]] const std::string& str() const noexcept { return text_; }

private:
    void begin_field();

    std::string text_;
    bool at_row_start_ = true;
};

} // namespace sinter::report
