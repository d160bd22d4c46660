// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/ordered_product.hpp"

#include "plugins/learners/random_forest/uncertainty/wide_numbers.hpp"

#include <algorithm>
#include <array>

namespace sinter::plugins::random_forest {
namespace {

constexpr Index strip_outputs = 4;
constexpr Index tile_columns = 8;
constexpr Index terms_at_once = 256; // of a tile: they stay in the first cache while the strips pass by

using TileSums = std::array<double, strip_outputs * tile_columns>;

/// sums (4 outputs x 8 columns) += strip' x tile.
template <int Bytes>
[[gnu::always_inline]] inline void add_tile(const double* strip, const double* tile, Index terms,
                                            TileSums& sums) {
    using W = Wide<double, Bytes>;
    constexpr int across = static_cast<int>(tile_columns) / W::count;
    constexpr int outputs = static_cast<int>(strip_outputs);
    typename W::Lanes held[outputs][across]; // NOLINT: registers
    unrolled<outputs * across>([&](int place) __attribute__((always_inline)) {
        W::load(held[place / across][place % across], sums.data() + place * W::count);
    });
    for (Index k = 0; k < terms; ++k) {
        typename W::Lanes column[across]; // NOLINT: registers
        unrolled<across>([&](int v) __attribute__((always_inline)) {
            W::load(column[v], tile + k * tile_columns + v * W::count);
        });
        unrolled<outputs * across>([&](int place) __attribute__((always_inline)) {
            const int m = place / across;
            held[m][place % across] += strip[k * strip_outputs + m] * column[place % across];
        });
    }
    unrolled<outputs * across>([&](int place) __attribute__((always_inline)) {
        W::store(sums.data() + place * W::count, held[place / across][place % across]);
    });
}

using Kernel = void (*)(const double*, const double*, Index, TileSums&);

void add_tile_narrow(const double* strip, const double* tile, Index terms, TileSums& sums) {
    add_tile<narrow_bytes>(strip, tile, terms, sums);
}

#if SINTER_WIDE_KERNELS
[[gnu::target("avx2")]] void add_tile_wide(const double* strip, const double* tile, Index terms,
                                           TileSums& sums) {
    add_tile<wide_bytes>(strip, tile, terms, sums);
}
Kernel kernel() { return has_wide_registers() ? add_tile_wide : add_tile_narrow; }
#else
Kernel kernel() { return add_tile_narrow; }
#endif

/// Columns first .. first + 7 of b, zero beyond its end.
void copy_tile(const RowMatrix& b, Index first, std::vector<double>& tile) {
    const Index width = std::min(tile_columns, b.cols() - first);
    for (Index k = 0; k < b.rows(); ++k) {
        std::copy_n(b.data() + k * b.cols() + first, width, tile.data() + k * tile_columns);
    }
}

} // namespace

LeftFactor::LeftFactor(const RowMatrix& a, Shape shape) : outputs_(a.cols()) {
    for (Index first = 0; first < outputs_; first += strip_outputs) {
        const Index count = std::min(strip_outputs, outputs_ - first);
        const Index terms = shape == Shape::full ? a.rows() : std::min(a.rows(), first + count);
        strip_starts_.push_back(numbers_.size());
        strip_terms_.push_back(terms);
        numbers_.resize(numbers_.size() + static_cast<std::size_t>(terms * strip_outputs));
        double* strip = numbers_.data() + strip_starts_.back();
        for (Index k = 0; k < terms; ++k) {
            for (Index m = 0; m < count; ++m) {
                const bool counts = shape == Shape::full || k <= first + m;
                strip[k * strip_outputs + m] = counts ? a(k, first + m) : 0;
            }
        }
    }
}

void LeftFactor::add_product(const RowMatrix& b, RowMatrix& product, Part part) const {
    const Kernel add = kernel();
    std::vector<double> tile(static_cast<std::size_t>(b.rows() * tile_columns));
    for (Index column = 0; column < b.cols(); column += tile_columns) {
        const Index width = std::min(tile_columns, b.cols() - column);
        copy_tile(b, column, tile);
        const Index above = part == Part::all ? 0 : std::min(column / strip_outputs, outputs_);
        for (Index term = 0; term < b.rows(); term += terms_at_once) {
            for (auto s = static_cast<std::size_t>(above); s < strip_terms_.size(); ++s) {
                const Index terms = std::min(terms_at_once, strip_terms_[s] - term);
                if (terms <= 0) {
                    continue;
                }
                const Index first = static_cast<Index>(s) * strip_outputs;
                const Index count = std::min(strip_outputs, outputs_ - first);
                double* place = product.data() + first * product.cols() + column;
                TileSums sums{};
                for (Index m = 0; m < count; ++m) {
                    std::copy_n(place + m * product.cols(), width, sums.data() + m * tile_columns);
                }
                add(numbers_.data() + strip_starts_[s] + term * strip_outputs,
                    tile.data() + term * tile_columns, terms, sums);
                for (Index m = 0; m < count; ++m) {
                    std::copy_n(sums.data() + m * tile_columns, width, place + m * product.cols());
                }
            }
        }
    }
}

Eigen::VectorXd LeftFactor::quadratic(const RowMatrix& b) const {
    const Kernel add = kernel();
    Eigen::VectorXd result(b.cols());
    std::vector<double> tile(static_cast<std::size_t>(b.rows() * tile_columns));
    for (Index column = 0; column < b.cols(); column += tile_columns) {
        copy_tile(b, column, tile);
        std::array<double, tile_columns> values{};
        for (std::size_t s = 0; s < strip_terms_.size(); ++s) {
            const Index first = static_cast<Index>(s) * strip_outputs;
            TileSums sums{};
            add(numbers_.data() + strip_starts_[s], tile.data(), strip_terms_[s], sums);
            for (Index m = 0; m < std::min(strip_outputs, outputs_ - first); ++m) {
                for (Index c = 0; c < tile_columns; ++c) {
                    values[static_cast<std::size_t>(c)] +=
                        tile[static_cast<std::size_t>((first + m) * tile_columns + c)] *
                        sums[static_cast<std::size_t>(m * tile_columns + c)];
                }
            }
        }
        for (Index c = 0; c < std::min(tile_columns, b.cols() - column); ++c) {
            result(column + c) = values[static_cast<std::size_t>(c)];
        }
    }
    return result;
}

RowMatrix ordered_product(const LeftFactor& a, Index outputs, const RowMatrix& b) {
    RowMatrix product = RowMatrix::Zero(outputs, b.cols());
    a.add_product(b, product);
    return product;
}

} // namespace sinter::plugins::random_forest
