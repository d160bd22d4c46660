// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with single rows of a file, so that a file with a million bad rows still gives a short report.
#pragma once

#include "framework/data/tables/table_spec.hpp"
#include "framework/diagnostics/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::data {

/// A row that was left out, and the text of the cell that could not be read.
struct SkippedRow {
    std::uint32_t line = 0;
    std::string cell; ///< as bytes::shown_start shows it; empty: it is not one cell
};

/// Collects the problems of one file's rows. Not for several threads.
class RowProblems {
public:
    static constexpr std::size_t most_reported = 20;
    static constexpr std::size_t most_of_cell = 200; ///< bytes

    explicit RowProblems(std::string file) : file_(std::move(file)) {}

    /// `reason` is short and counted ("not a number: band_gap_eV"); `message` is the full line; `cell` is
    /// what stands there.
    void add(std::uint32_t line, std::string reason, std::string message, std::string_view cell,
             std::vector<std::string> hints = {});

    /// All problems so far, by reason in order of first appearance. A row with two problems counts twice.
    [[nodiscard]] const std::vector<std::pair<std::string, std::int64_t>>& reasons() const noexcept {
        return reasons_;
    }
    /// The rows of each of the reasons, by line.
    [[nodiscard]] std::vector<std::vector<SkippedRow>> rows_of_reasons() const;
    [[nodiscard]] bool empty() const noexcept { return reasons_.empty(); }
    /// The lines of the rows concerned, ascending, each once.
    [[nodiscard]] std::vector<std::uint32_t> lines() const;

    /// BadRows::error: data errors, by line, the first 20 in full. BadRows::skip: nothing.
    void report(BadRows policy, diagnostics::Diagnostics& diagnostics);

private:
    std::string file_;
    std::vector<diagnostics::Diagnostic> first_;
    std::vector<std::pair<std::string, std::int64_t>> reasons_;
    std::vector<std::uint32_t> lines_;
    std::vector<std::uint32_t> reason_of_line_; ///< parallel to lines_: index into reasons_
    std::vector<std::string> cells_;            ///< parallel to lines_
};

} // namespace sinter::data
