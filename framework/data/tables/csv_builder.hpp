// SPDX-License-Identifier: Apache-2.0
//
// Turns a stream of cells and row ends into a table, and counts lines on the way.
#pragma once

#include "framework/data/tables/csv.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace sinter::data {

/// Its members are called from C: they do not throw, rethrow() does.
class CsvBuilder {
public:
    explicit CsvBuilder(std::string_view bytes);

    void cell(std::string_view text) noexcept;
    /// `terminator`: '\r' or '\n', and for CRLF once each; -1 at the end of the file. Also called for empty lines.
    void row_end(int terminator) noexcept;
    /// Throws what went wrong in the calls above.
    void rethrow() const;
    [[nodiscard]] CsvTable finish(std::string file);

private:
    void add_cell(std::string_view text);
    void end_row();
    void take_header();
    void count_lines(std::string_view text) noexcept;

    CsvTable table_;
    bool has_quotes_; ///< else no cell holds a line break
    bool has_header_ = false;
    bool after_return_ = false; ///< the last thing seen was '\r': a '\n' belongs to it
    std::uint32_t line_ = 1;
    std::uint32_t row_line_ = 1;
    std::size_t cells_ = 0;     ///< in the current row
    std::size_t row_begin_ = 0; ///< of the current row in the text
    std::exception_ptr failure_;
};

} // namespace sinter::data
