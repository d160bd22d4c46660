// SPDX-License-Identifier: Apache-2.0
//
// Matrix products in which each number is a sum in one fixed order: the same bits however many columns are
// asked for together, and on any machine.
#pragma once

#include <sinter/views.hpp>

#include <cstddef>
#include <vector>

namespace sinter::plugins::random_forest {

/// The left factor A (terms x outputs) of A'B, laid out so that a product reads it in one run. Immutable.
class LeftFactor {
public:
    enum class Shape {
        full,
        upper ///< of output m the terms 0 .. m count, the others as zero: half the work
    };
    explicit LeftFactor(const RowMatrix& a, Shape shape = Shape::full);

    enum class Part {
        all,
        lower ///< at least the columns 0 .. m of row m of the product; the others may or may not be written
    };
    /// product (outputs x columns) += A'B, each number from the first term to the last. `b`: terms x columns.
    /// Numbers must be finite: padding multiplies them by zero.
    void add_product(const RowMatrix& b, RowMatrix& product, Part part = Part::all) const;

    /// Of each column of `b` (outputs x columns) its product with the column of A'B: b'A'b where A is square.
    [[nodiscard]] Eigen::VectorXd quadratic(const RowMatrix& b) const;

private:
    Index outputs_;
    std::vector<Index> strip_terms_;        ///< of each strip of four outputs
    std::vector<std::size_t> strip_starts_; ///< in numbers_
    std::vector<double> numbers_;           ///< strip by strip, term by term, four outputs side by side
};

/// A'B.
[[nodiscard]] RowMatrix ordered_product(const LeftFactor& a, Index outputs, const RowMatrix& b);

} // namespace sinter::plugins::random_forest
