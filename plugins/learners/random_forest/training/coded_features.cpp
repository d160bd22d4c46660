// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/training/coded_features.hpp"

#include "plugins/learners/random_forest/training/radix_sort.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace sinter::plugins::random_forest {
namespace {

/// 22 bits that do not fall when the value rises, and the row: two values in four million share them.
struct Keys {
    std::vector<std::uint64_t> keys;
    double low = 0;
    double steps_per_unit = 0; ///< 0: all values are equal
};

Keys make_keys(const std::vector<double>& values) {
    Keys made;
    double low = INFINITY;
    double high = -INFINITY;
    for (const double value : values) {
        low = std::min(low, value); // a NaN is never less
        high = std::max(high, value);
    }
    // Halves, because the difference of two large values may be infinite.
    const double half_range = high / 2 - low / 2;
    const double steps = half_range > 0 ? 0x1.FFFFFp21 / half_range : 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (std::isnan(values[row])) {
            continue;
        }
        const double above = std::isfinite(steps) ? (values[row] / 2 - low / 2) * steps : 0;
        made.keys.push_back(static_cast<std::uint64_t>(above) << 32U | row);
    }
    return made;
}

/// Values that share a key are put in order themselves.
void order_within_keys(std::vector<std::uint32_t>& rows, const std::vector<std::uint64_t>& keys,
                       const std::vector<double>& values) {
    const auto by_value = [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; };
    for (std::size_t first = 0; first < keys.size();) {
        std::size_t end = first + 1;
        while (end < keys.size() && keys[end] >> 32U == keys[first] >> 32U) {
            ++end;
        }
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
        const auto stop = rows.begin() + static_cast<std::ptrdiff_t>(end);
        if (!std::is_sorted(begin, stop, by_value)) {
            std::sort(begin, stop, by_value);
        }
        first = end;
    }
}

// A row of the matrix lies together: columns are read a few at a time, so that a cache line serves several.
constexpr Index columns_at_once = 4;

/// Where each distinct value begins in the order of the rows; the end last.
std::vector<std::size_t> starts_of_values(const std::vector<std::uint32_t>& order,
                                          const std::vector<double>& values) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || values[order[i - 1]] < values[order[i]]) {
            starts.push_back(i);
        }
    }
    starts.push_back(order.size());
    return starts;
}

/// The bin of each distinct value.
std::vector<std::size_t> bins_of_values(const std::vector<std::size_t>& starts) {
    const std::size_t values = starts.size() - 1;
    std::vector<std::size_t> bins(values);
    for (std::size_t v = 0; v < values; ++v) {
        bins[v] = values <= CodedFeatures::bins ? v : starts[v] * CodedFeatures::bins / starts.back();
    }
    return bins;
}

} // namespace

std::vector<std::uint32_t> rows_in_order(const std::vector<double>& values) {
    Keys made = make_keys(values);
    auto& keys = made.keys;
    if (keys.size() < 256) {
        std::sort(keys.begin(), keys.end());
    } else {
        std::vector<std::uint64_t> spare(keys.size());
        radix_sort<2, 11>(keys.data(), spare.data(), keys.size(), 32);
    }
    std::vector<std::uint32_t> rows(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        rows[i] = static_cast<std::uint32_t>(keys[i]);
    }
    order_within_keys(rows, keys, values);
    return rows;
}

CodedFeatures::CodedFeatures(MatrixView x, Span<Feature> infos, Host& host)
    : x_(x), rows_(static_cast<std::size_t>(x.rows())),
      codes_(rows_ * static_cast<std::size_t>(x.columns()), missing),
      order_(rows_ <= rows_kept_in_order ? codes_.size() : 0), kinds_(static_cast<std::size_t>(x.columns())) {
    for (std::size_t feature = 0; feature < infos.size(); ++feature) {
        kinds_[feature].levels =
            infos[feature].kind == FeatureKind::category ? infos[feature].level_count : 0;
    }
    const Index blocks = (x.columns() + columns_at_once - 1) / columns_at_once;
    host.parallel_for(blocks, [&](std::int64_t block) {
        const Index first = block * columns_at_once;
        const Index count = std::min(columns_at_once, x.columns() - first);
        std::vector<std::vector<double>> columns(static_cast<std::size_t>(count), std::vector<double>(rows_));
        for (std::size_t row = 0; row < rows_; ++row) {
            for (Index c = 0; c < count; ++c) {
                columns[static_cast<std::size_t>(c)][row] = x(static_cast<Index>(row), first + c);
            }
        }
        for (Index c = 0; c < count; ++c) {
            const auto feature = static_cast<std::size_t>(first + c);
            const auto& values = columns[static_cast<std::size_t>(c)];
            kinds_[feature].levels > 0 ? code_levels(feature, values) : code_numbers(feature, values);
            if (!order_.empty()) {
                keep_order(feature);
            }
        }
    });
}

void CodedFeatures::code_numbers(std::size_t feature, const std::vector<double>& values) {
    const std::vector<std::uint32_t> order = rows_in_order(values);
    const std::vector<std::size_t> starts = starts_of_values(order, values);
    const std::vector<std::size_t> bin_of = bins_of_values(starts);
    kinds_[feature].has_missing = order.size() < rows_;
    kinds_[feature].one_value_a_bin = bin_of.size() <= bins;
    std::uint16_t* codes = codes_.data() + feature * rows_;
    for (std::size_t first = 0; first < bin_of.size();) {
        std::size_t end = first + 1;
        while (end < bin_of.size() && bin_of[end] == bin_of[first]) {
            ++end;
        }
        const std::size_t in_bin = end - first;
        kinds_[feature].exact = kinds_[feature].exact && in_bin <= 256;
        for (std::size_t v = first; v < end; ++v) {
            const std::size_t place = in_bin <= 256 ? v - first : (v - first) * 256 / in_bin;
            for (std::size_t i = starts[v]; i < starts[v + 1]; ++i) {
                codes[order[i]] = static_cast<std::uint16_t>(bin_of[v] << 8U | place);
            }
        }
        first = end;
    }
}

void CodedFeatures::code_levels(std::size_t feature, const std::vector<double>& values) {
    std::uint16_t* codes = codes_.data() + feature * rows_;
    for (std::size_t row = 0; row < rows_; ++row) {
        if (std::isnan(values[row])) {
            kinds_[feature].has_missing = true;
        } else {
            codes[row] = static_cast<std::uint16_t>(values[row]);
        }
    }
}

void CodedFeatures::keep_order(std::size_t feature) {
    const std::uint16_t* codes = column(feature);
    std::uint16_t* order = order_.data() + feature * rows_;
    std::iota(order, order + rows_, std::uint16_t{0});
    std::stable_sort(order, order + rows_,
                     [&](std::uint16_t a, std::uint16_t b) { return codes[a] < codes[b]; });
}

} // namespace sinter::plugins::random_forest
