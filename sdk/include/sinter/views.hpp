// SPDX-License-Identifier: Apache-2.0
//
// Views onto numbers that somebody else owns. A view is as cheap as a pointer, is passed by value and is
// valid only as long as what it looks at. Eigen is used through Eigen::Map with unaligned access, so that
// host and plugin may be built for different vector widths.
#pragma once

#include <sinter/abi/types.h>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter {

/// A contiguous read-only run (C++17 has no std::span).
template <class T>
class Span {
public:
    Span() = default;
    Span(const T* data, std::size_t size) : data_(data), size_(size) {}
    Span(const std::vector<T>& values)
        : data_(values.data()), size_(values.size()) {} // NOLINT: implicit by design

    [[nodiscard]] const T* data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    const T& operator[](std::size_t index) const noexcept { return data_[index]; }
    [[nodiscard]] const T* begin() const noexcept { return data_; }
    [[nodiscard]] const T* end() const noexcept { return data_ + size_; }

private:
    const T* data_ = nullptr;
    std::size_t size_ = 0;
};

using Index = std::int64_t;
using AnyStride = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;
using ConstMatrixMap = Eigen::Map<const Eigen::MatrixXd, Eigen::Unaligned, AnyStride>;
using MatrixMap = Eigen::Map<Eigen::MatrixXd, Eigen::Unaligned, AnyStride>;
using ConstVectorMap = Eigen::Map<const Eigen::VectorXd, Eigen::Unaligned>;
/// The owning matrix of the host and of the in-tree plugins: a row is a material and lies together in memory.
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A read-only matrix with any strides (in doubles).
class MatrixView {
public:
    MatrixView() = default;
    MatrixView(const sinter_matrix& c) // NOLINT: implicit by design
        : c_(c) {}
    MatrixView(const double* data, Index rows, Index columns, Index row_stride, Index column_stride)
        : c_{data, rows, columns, row_stride, column_stride} {}
    /// Any Eigen object that lies in memory and outlives the view.
    template <class Derived, class = decltype(std::declval<const Derived&>().innerStride())>
    MatrixView(const Eigen::DenseBase<Derived>& m) // NOLINT: implicit by design
        : c_{m.derived().data(), m.rows(), m.cols(),
             Derived::IsRowMajor ? m.derived().outerStride() : m.derived().innerStride(),
             Derived::IsRowMajor ? m.derived().innerStride() : m.derived().outerStride()} {}

    /// A matrix that owns its numbers and is about to go would leave a view onto nothing. If the view goes with
    /// it, as in a call, say so: during_call(m).
    template <class Derived>
    MatrixView(const Eigen::PlainObjectBase<Derived>&& m) = delete;

    [[nodiscard]] Index rows() const noexcept { return c_.rows; }
    [[nodiscard]] Index columns() const noexcept { return c_.columns; }
    double operator()(Index row, Index column) const noexcept {
        return c_.data[row * c_.row_stride + column * c_.column_stride];
    }
    [[nodiscard]] ConstMatrixMap map() const {
        return {c_.data, c_.rows, c_.columns, AnyStride(c_.column_stride, c_.row_stride)};
    }
    /// Rows first .. first + count - 1.
    [[nodiscard]] MatrixView middle_rows(Index first, Index count) const {
        return {c_.data + first * c_.row_stride, count, c_.columns, c_.row_stride, c_.column_stride};
    }
    [[nodiscard]] const sinter_matrix& c() const noexcept { return c_; }

private:
    sinter_matrix c_{nullptr, 0, 0, 0, 0};
};

/// A temporary that is looked at by one call only: model.predict(during_call(RowMatrix(x.topRows(3))), mean).
template <class Derived>
[[nodiscard]] const Derived& during_call(const Eigen::PlainObjectBase<Derived>& m) {
    return m.derived();
}

/// A matrix to be filled. An output that is not wanted is empty: test with `wanted()`.
class MatrixOut {
public:
    MatrixOut() = default;
    MatrixOut(const sinter_matrix_out& c) // NOLINT: implicit by design
        : c_(c) {}
    template <class Derived, class = decltype(std::declval<Derived&>().innerStride())>
    MatrixOut(Eigen::DenseBase<Derived>& m) // NOLINT: implicit by design
        : c_{m.derived().data(), m.rows(), m.cols(),
             Derived::IsRowMajor ? m.derived().outerStride() : m.derived().innerStride(),
             Derived::IsRowMajor ? m.derived().innerStride() : m.derived().outerStride()} {}

    [[nodiscard]] bool wanted() const noexcept { return c_.data != nullptr; }
    [[nodiscard]] Index rows() const noexcept { return c_.rows; }
    [[nodiscard]] Index columns() const noexcept { return c_.columns; }
    double& operator()(Index row, Index column) const noexcept {
        return c_.data[row * c_.row_stride + column * c_.column_stride];
    }
    [[nodiscard]] MatrixMap map() const {
        return {c_.data, c_.rows, c_.columns, AnyStride(c_.column_stride, c_.row_stride)};
    }
    [[nodiscard]] const sinter_matrix_out& c() const noexcept { return c_; }

private:
    sinter_matrix_out c_{nullptr, 0, 0, 0, 0};
};

[[nodiscard]] inline std::string_view text_of(sinter_string s) {
    return s.size == 0 ? std::string_view() : std::string_view(s.data, static_cast<std::size_t>(s.size));
}
/// The view lives as long as the text.
[[nodiscard]] inline sinter_string c_text(std::string_view text) { return {text.data(), text.size()}; }

} // namespace sinter
