// SPDX-License-Identifier: Apache-2.0
//
// What a CSV file must be, beyond its syntax.
#pragma once

#include "framework/data/tables/csv.hpp"
#include "framework/diagnostics/diagnostic.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sinter::data {

/// No NUL bytes, UTF-8; false after adding an error.
[[nodiscard]] bool check_text(std::string_view bytes, const std::string& file,
                              diagnostics::Diagnostics& diagnostics);

/// The same, and not empty and not too large.
[[nodiscard]] bool check_bytes(std::string_view bytes, const std::string& file,
                               diagnostics::Diagnostics& diagnostics);

/// Each column has a name of its own, and commas separate them; false after adding errors.
[[nodiscard]] bool check_header(const CsvTable& table, diagnostics::Diagnostics& diagnostics);

/// Line and column of a byte; a line ends in LF, CRLF or CR.
[[nodiscard]] diagnostics::Position position_of(std::string_view bytes, std::size_t offset,
                                                const std::string& file);

/// Where the quoted cell begins that the end of the file cuts off.
[[nodiscard]] std::size_t last_open_quote(std::string_view bytes) noexcept;

} // namespace sinter::data
