// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/magpie/statistics.hpp"

#include <cmath>
#include <limits>

namespace sinter::plugins::magpie {

namespace {

constexpr std::size_t property_count = elements::magpie_property_count;
// One row of the table. A multiple of the vector width that is known when compiling: loops over properties
// become vector code without a remainder.
constexpr std::size_t width = 24;
using Lane = std::array<double, width>;

struct Accumulated {
    Lane minimum;
    Lane maximum;
    Lane mean;
    Lane avg_dev;
    Lane mode;
};

void add_element(Accumulated& sums, const double* property, double fraction) {
    for (std::size_t p = 0; p < width; ++p) {
        const double value = property[p];
        sums.minimum[p] = value < sums.minimum[p] ? value : sums.minimum[p];
        sums.maximum[p] = value > sums.maximum[p] ? value : sums.maximum[p];
        sums.mean[p] += fraction * value;
    }
}

void add_deviation(Accumulated& sums, const double* property, double fraction) {
    for (std::size_t p = 0; p < width; ++p) {
        sums.avg_dev[p] += fraction * std::abs(property[p] - sums.mean[p]);
    }
}

void add_mode(Accumulated& sums, const double* property) {
    for (std::size_t p = 0; p < width; ++p) {
        sums.mode[p] = property[p] < sums.mode[p] ? property[p] : sums.mode[p];
    }
}

Accumulated accumulate(const elements::Fractions& composition, const elements::PropertyTable& table) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Accumulated sums;
    sums.minimum.fill(infinity);
    sums.maximum.fill(-infinity);
    sums.mean.fill(0);
    sums.avg_dev.fill(0);
    sums.mode.fill(infinity);
    for (std::size_t i = 0; i < composition.size(); ++i) {
        add_element(sums, table.row(composition.atomic_number(i)), composition.fraction(i));
    }
    const double largest = composition.largest_amount();
    for (std::size_t i = 0; i < composition.size(); ++i) {
        const double* property = table.row(composition.atomic_number(i));
        add_deviation(sums, property, composition.fraction(i));
        if (elements::is_most_frequent(composition.amount(i), largest)) {
            add_mode(sums, property);
        }
    }
    return sums;
}

/// A comparison with NaN is false, so the extremes and the mode have passed over it.
void spread_missing(Accumulated& sums, const elements::Fractions& composition,
                    const elements::PropertyTable& table) {
    const double largest = composition.largest_amount();
    for (std::size_t i = 0; i < composition.size(); ++i) {
        const double* property = table.row(composition.atomic_number(i));
        for (std::size_t p = 0; p < property_count; ++p) {
            if (!std::isnan(property[p])) {
                continue;
            }
            sums.minimum[p] = sums.maximum[p] = property[p];
            if (elements::is_most_frequent(composition.amount(i), largest)) {
                sums.mode[p] = property[p];
            }
        }
    }
}

} // namespace

void write_statistics(const elements::Fractions& composition, const elements::PropertyTable& table,
                      double* out, Index stride) {
    Accumulated sums = accumulate(composition, table);
    if (table.unknown(composition) != 0) {
        spread_missing(sums, composition, table);
    }
    for (std::size_t p = 0; p < property_count; ++p) {
        out[0 * stride] = sums.minimum[p];
        out[1 * stride] = sums.maximum[p];
        out[2 * stride] = sums.maximum[p] - sums.minimum[p];
        out[3 * stride] = sums.mean[p];
        out[4 * stride] = sums.avg_dev[p];
        out[5 * stride] = sums.mode[p];
        out += 6 * stride;
    }
}

} // namespace sinter::plugins::magpie
