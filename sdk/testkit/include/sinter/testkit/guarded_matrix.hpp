// SPDX-License-Identifier: Apache-2.0
//
// Matrices as the boundary allows them: with any strides,
// inside a larger block of memory whose other cells are watched.
#pragma once

#include <sinter/testkit/check.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace sinter::testkit {

/// How the elements of a matrix lie in memory.
enum class Layout {
    rows,    ///< a row lies together
    columns, ///< a column lies together
    spread   ///< with unused cells between all elements
};

/// A matrix to be read or filled. The cells around and between its elements hold a mark that no calculation
/// gives, as the elements do until they are filled.
class GuardedMatrix {
public:
    GuardedMatrix(Index rows, Index columns, Layout layout = Layout::rows)
        : rows_(rows), columns_(columns), row_stride_(stride_of_rows(layout, columns)),
          column_stride_(stride_of_columns(layout, rows)) {
        const Index inner =
            rows > 0 && columns > 0 ? (rows - 1) * row_stride_ + (columns - 1) * column_stride_ + 1 : 0;
        cells_.assign(static_cast<std::size_t>(inner + 2 * margin), mark());
    }
    GuardedMatrix(const RowMatrix& values, Layout layout)
        : GuardedMatrix(values.rows(), values.cols(), layout) {
        for (Index i = 0; i < rows_; ++i) {
            for (Index j = 0; j < columns_; ++j) {
                cells_[place(i, j)] = values(i, j);
            }
        }
    }

    [[nodiscard]] MatrixView view() const {
        return {cells_.data() + margin, rows_, columns_, row_stride_, column_stride_};
    }
    [[nodiscard]] MatrixOut out() {
        return sinter_matrix_out{cells_.data() + margin, rows_, columns_, row_stride_, column_stride_};
    }
    [[nodiscard]] RowMatrix values() const {
        RowMatrix m(rows_, columns_);
        for (Index i = 0; i < rows_; ++i) {
            for (Index j = 0; j < columns_; ++j) {
                m(i, j) = cells_[place(i, j)];
            }
        }
        return m;
    }
    /// Makes every element something else, to see who still reads it.
    void scribble() {
        for (double& cell : cells_) {
            cell = -1e30;
        }
    }

    /// Fails where a cell outside was written to, or an element was not.
    void require_filled(const std::string& what) const {
        std::vector<char> is_element(cells_.size(), 0);
        for (Index i = 0; i < rows_; ++i) {
            for (Index j = 0; j < columns_; ++j) {
                is_element[place(i, j)] = 1;
                if (is_mark(cells_[place(i, j)])) {
                    fail(what + " left row " + std::to_string(i) + ", column " + std::to_string(j) + " of " +
                             std::to_string(rows_) + " x " + std::to_string(columns_) + " unwritten",
                         "fill every element of the output; NaN if there is no value");
                }
            }
        }
        for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
            if (is_element[cell] == 0 && !is_mark(cells_[cell])) {
                fail(what + " wrote outside its output of " + std::to_string(rows_) + " x " +
                         std::to_string(columns_),
                     "write with MatrixOut::operator() or map(), which know the size and the strides, never "
                     "past rows() and columns()");
            }
        }
    }

private:
    static constexpr Index margin = 64; // cells before and after
    static constexpr std::uint64_t mark_bits = 0x7FF8'5EED'0BAD'CE11;

    static double mark() {
        double value = 0;
        std::memcpy(&value, &mark_bits, sizeof(value));
        return value;
    }
    static bool is_mark(double value) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof(bits));
        return bits == mark_bits;
    }
    static Index stride_of_rows(Layout layout, Index columns) {
        return layout == Layout::rows ? columns : layout == Layout::columns ? 1 : 2 * columns + 3;
    }
    static Index stride_of_columns(Layout layout, Index rows) {
        return layout == Layout::rows ? 1 : layout == Layout::columns ? rows : 2;
    }
    [[nodiscard]] std::size_t place(Index i, Index j) const {
        return static_cast<std::size_t>(margin + i * row_stride_ + j * column_stride_);
    }

    Index rows_;
    Index columns_;
    Index row_stride_;
    Index column_stride_;
    std::vector<double> cells_;
};

} // namespace sinter::testkit
