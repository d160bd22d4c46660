// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/histogram.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

constexpr std::size_t all_bins = CodedFeatures::bins + 1; // that of missing values too

/// Four tables take turns: rows of equal bins that follow each other would wait for each other's sums, and
/// features of a few values have many of them.
void add_single(const LargeNode& node, const std::uint16_t* codes, std::int64_t* bins) {
    std::array<std::array<std::int64_t, all_bins>, 4> tables{};
    std::size_t i = 0;
    for (; i + 3 < node.count; i += 4) {
        tables[0][bin_of(codes[node.rows[i]])] += node.sums[i];
        tables[1][bin_of(codes[node.rows[i + 1]])] += node.sums[i + 1];
        tables[2][bin_of(codes[node.rows[i + 2]])] += node.sums[i + 2];
        tables[3][bin_of(codes[node.rows[i + 3]])] += node.sums[i + 3];
    }
    for (; i < node.count; ++i) {
        tables[0][bin_of(codes[node.rows[i]])] += node.sums[i];
    }
    for (std::size_t bin = 0; bin < all_bins; ++bin) {
        bins[bin] = tables[0][bin] + tables[1][bin] + tables[2][bin] + tables[3][bin];
    }
}

template <std::size_t Stride>
void add_several(const LargeNode& node, const std::uint16_t* codes, std::int64_t* bins) {
    const std::size_t width = Stride > 0 ? Stride : node.stride;
    for (std::size_t i = 0; i < node.count; ++i) {
        std::int64_t* const to = bins + bin_of(codes[node.rows[i]]) * width;
        for (std::size_t s = 0; s < width; ++s) {
            to[s] += node.sums[i * width + s];
        }
    }
}

void add_rows(const LargeNode& node, const std::uint16_t* codes, std::int64_t* bins) {
    switch (node.stride) {
    case 1:
        add_single(node, codes, bins);
        break;
    case 2:
        add_several<2>(node, codes, bins);
        break;
    case 3:
        add_several<3>(node, codes, bins);
        break;
    default:
        add_several<0>(node, codes, bins);
    }
}

struct WeightAndSum {
    double weight = 0;
    double sum = 0;
};

/// `next`: from an integer to the next of the same row.
WeightAndSum weight_and_sum(const std::int64_t* at, std::size_t next, const SumFormat& format) {
    if (!format.packed) {
        return {static_cast<double>(at[0]), static_cast<double>(at[next])};
    }
    const std::int64_t weight = *at & ((std::int64_t{1} << format.shift) - 1);
    return {static_cast<double>(weight), static_cast<double>((*at - weight) >> format.shift)};
}

} // namespace

Histogram::Histogram(const CodedFeatures& features, const LargeNode& node, std::size_t feature,
                     bool count_rows)
    : stride_(node.stride), sums_(runs * stride_), missing_sums_(stride_), rows_in_(all_bins) {
    const std::uint16_t* codes = features.column(feature);
    std::vector<std::int64_t> bins(all_bins * stride_);
    add_rows(node, codes, bins.data());
    if (count_rows || stride_ > 1) {
        for (std::size_t i = 0; i < node.count; ++i) {
            ++rows_in_[bin_of(codes[node.rows[i]])];
        }
    } else {
        // The only integer holds a weight, so it is 0 only where there is no row.
        std::transform(bins.begin(), bins.end(), rows_in_.begin(),
                       [](std::int64_t sum) { return sum != 0 ? 1U : 0U; });
    }
    std::copy_n(bins.data() + CodedFeatures::bins * stride_, stride_, missing_sums_.data());
    missing_ = rows_in_[CodedFeatures::bins];
    for (std::size_t s = 0; s < stride_; ++s) {
        std::int64_t so_far = 0;
        for (std::size_t bin = 0; bin < CodedFeatures::bins; ++bin) {
            so_far += bins[bin * stride_ + s];
            sums_[s * runs + bin] = so_far;
        }
    }
    const auto has_rows = [](std::uint32_t rows) { return rows > 0; };
    const auto end = rows_in_.begin() + CodedFeatures::bins;
    const auto found = std::find_if(rows_in_.begin(), end, has_rows);
    if (found != end) {
        first_ = static_cast<std::size_t>(found - rows_in_.begin());
        last_ = CodedFeatures::bins - 1;
        while (!has_rows(rows_in_[last_])) {
            --last_;
        }
    }
    if (count_rows) {
        rows_.resize(CodedFeatures::bins);
        std::uint32_t rows = 0;
        for (std::size_t bin = 0; bin < CodedFeatures::bins; ++bin) {
            rows_[bin] = rows += rows_in_[bin];
        }
    }
}

OrderedGroups Histogram::groups() const {
    return {sums_.data(), runs,
            last_ + 1,    missing_ > 0 ? missing_sums_.data() : nullptr,
            missing_,     rows_.empty() ? nullptr : rows_.data()};
}

void Histogram::add_sizes(const CodedFeatures& features, const LargeNode& node, std::size_t feature) {
    const std::uint16_t* codes = features.column(feature);
    const std::size_t columns = node.columns->size();
    sizes_.assign(all_bins * columns, 0);
    for (std::size_t i = 0; i < node.count; ++i) {
        double* const to = sizes_.data() + bin_of(codes[node.rows[i]]) * columns;
        for (std::size_t c = 0; c < columns; ++c) {
            const WeightAndSum row =
                weight_and_sum(node.sums + i * stride_ + (*node.columns)[c].place, 1, *node.format);
            to[c] += std::abs(row.sum);
        }
    }
}

double Histogram::bound_inside(std::size_t bin, const LargeNode& node) const {
    if (missing_ > 0) {
        return std::numeric_limits<double>::infinity(); // they can join either side: not bounded here
    }
    double bound = 0;
    for (std::size_t c = 0; c < node.columns->size(); ++c) {
        const ScanColumn& column = (*node.columns)[c];
        const std::int64_t* sums = sums_.data() + column.place * runs + bin;
        const WeightAndSum before = bin > 0 ? weight_and_sum(sums - 1, runs, *node.format) : WeightAndSum{};
        const WeightAndSum after = weight_and_sum(sums, runs, *node.format);
        const double weight = after.weight - before.weight;
        if (weight <= 0) {
            continue; // no row of the bin has the label: a cut inside is like one at its border
        }
        const double shift = std::abs(column.excess) * weight;
        if (before.weight <= 0 || after.weight >= column.weight) {
            const double most = column.deviation * weight + shift;
            bound += column.factor * most * (most / weight) / (column.weight - weight);
            continue;
        }
        const double size =
            sizes_.empty() ? column.deviation * weight : sizes_[bin * node.columns->size() + c];
        const double low = std::abs(before.sum - column.excess * before.weight);
        const double high = std::abs(after.sum - column.excess * after.weight);
        const double greatest = (low + high + size + shift) / 2;
        const double least_product = std::min(before.weight * (column.weight - before.weight),
                                              after.weight * (column.weight - after.weight));
        bound += column.factor * greatest * greatest / least_product;
    }
    return std::isnan(bound) ? std::numeric_limits<double>::infinity() : bound;
}

} // namespace sinter::plugins::random_forest
