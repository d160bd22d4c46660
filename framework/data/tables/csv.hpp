// SPDX-License-Identifier: Apache-2.0
//
// Comma-separated files (RFC 4180), read whole and strictly.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::data {

/// A row that does not have as many cells as the header; it is not part of the table.
struct UnevenRow {
    std::uint32_t line = 0; ///< where it begins
    std::size_t cells = 0;  ///< found
};

/// The cells of a file as text. One buffer and one 32-bit offset a cell. Views live as long as the table.
class CsvTable {
public:
    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }
    [[nodiscard]] std::size_t column_count() const noexcept { return header_.size(); }
    [[nodiscard]] std::size_t row_count() const noexcept { return lines_.size(); }
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
        const std::size_t index = row * header_.size() + column;
        return std::string_view(text_).substr(offsets_[index], offsets_[index + 1] - offsets_[index]);
    }
    /// The line of the file, from 1, on which the row begins.
    [[nodiscard]] std::uint32_t line(std::size_t row) const { return lines_[row]; }
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    [[nodiscard]] const std::vector<UnevenRow>& uneven_rows() const noexcept { return uneven_rows_; }

private:
    friend class CsvBuilder;
    std::string file_;
    std::vector<std::string> header_;
    std::string text_;
    std::vector<std::uint32_t> offsets_{0};
    std::vector<std::uint32_t> lines_;
    std::vector<UnevenRow> uneven_rows_;
};

/// Reads the bytes of a CSV file; `file` is its name for messages. UTF-8 with or without a byte order mark;
/// lines end in LF, CRLF or CR; empty lines are passed over; spaces around an unquoted cell are dropped
/// (quoted ones stay).
///
/// Nothing is returned and data errors are added, with line and column (bytes, from 1), when: the file is
/// empty, larger than 4 GiB, holds a NUL byte or invalid UTF-8; a quote is never closed or stands inside an
/// unquoted cell; a column has no name or the name of another; the separator is not a comma. Rows with a
/// wrong number of cells are listed in uneven_rows and left to the caller.
[[nodiscard]] std::optional<CsvTable> parse_csv(std::string_view bytes, std::string file,
                                                diagnostics::Diagnostics& diagnostics);

} // namespace sinter::data
