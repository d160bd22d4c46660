// SPDX-License-Identifier: Apache-2.0
//
// A column of formulas, read in parallel.
#pragma once

#include "framework/data/formulas/formula.hpp"
#include "framework/data/formulas/zero_for_letter.hpp"
#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/row_problems.hpp"
#include "framework/data/text/text_pool.hpp"
#include "framework/threads/workers.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::data {

/// Where the formulas stand, and how they are read.
struct FormulaColumn {
    const CsvTable& table;
    std::size_t column;
    Isotopes isotopes;

    [[nodiscard]] std::string_view cell(std::uint32_t row) const { return table.cell(row, column); }
};

/// The elements of one record; views.
struct CompositionView {
    std::span<const std::uint8_t> atomic_numbers;
    std::span<const double> amounts;
    std::string_view reduced; ///< its reduced formula
    bool dilute = false;      ///< is_dilute of it
};

/// The compositions of a table's records, in blocks as the threads filled them.
class Compositions {
public:
    static constexpr std::size_t block_size = 4096; ///< records

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] CompositionView operator[](std::size_t record) const;
    /// The records whose 0 may be the letter O, ascending.
    [[nodiscard]] const std::vector<std::pair<std::size_t, OxideReading>>& typed_zeros() const noexcept {
        return typed_zeros_;
    }

private:
    struct Block {
        std::vector<std::size_t> ends; ///< of each record's elements
        std::vector<std::uint8_t> atomic_numbers;
        std::vector<double> amounts;
        TextPool reduced;
        std::vector<bool> dilute;
        std::vector<std::pair<std::size_t, FormulaError>> errors; ///< record, what is wrong
        std::vector<std::pair<std::size_t, OxideReading>> typed_zeros;
        void read(const FormulaColumn& formulas, std::span<const std::uint32_t> rows,
                  std::size_t first_record);
    };
    friend Compositions read_compositions(const FormulaColumn& formulas, std::span<const std::uint32_t> rows,
                                          threads::Workers& workers, RowProblems& problems);
    std::size_t size_ = 0;
    std::vector<Block> blocks_;
    std::vector<std::pair<std::size_t, OxideReading>> typed_zeros_;
};

/// The formulas at the given rows. One that cannot be read is a problem of its row, and has no elements.
[[nodiscard]] Compositions read_compositions(const FormulaColumn& formulas,
                                             std::span<const std::uint32_t> rows, threads::Workers& workers,
                                             RowProblems& problems);

} // namespace sinter::data
