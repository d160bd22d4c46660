// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/part_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

/// The node's rows, once they are parted.
struct Sides {
    const std::uint32_t* rows;
    std::size_t count;
    std::size_t left_count;
};

/// Which side a row is on.
class SideOf {
public:
    SideOf(const CodedFeatures& features, Cuts cuts, const LargeCut& cut)
        : features_(&features), cut_(&cut), codes_(features.column(cut.feature)),
          by_bins_(cuts == Cuts::best), levels_(features.levels(cut.feature), false) {
        for (const std::uint32_t level : cut.left_codes) {
            levels_.set(level, true);
        }
    }

    [[nodiscard]] bool left(std::uint32_t row) const {
        const std::uint16_t code = codes_[row];
        if (code == CodedFeatures::missing) {
            return cut_->missing_left;
        }
        if (!cut_->left_codes.empty()) {
            return levels_.goes_left(code);
        }
        if (by_bins_ && bin_of(code) != cut_->last_bin) {
            return bin_of(code) < cut_->last_bin;
        }
        return features_->value(row, cut_->feature) <= cut_->last_value;
    }

private:
    const CodedFeatures* features_;
    const LargeCut* cut_;
    const std::uint16_t* codes_;
    bool by_bins_;
    LevelSides levels_;
};

std::size_t part(const SideOf& side, std::uint32_t* rows, std::size_t count,
                 std::vector<std::uint32_t>& spare) {
    spare.resize(std::max(spare.size(), count));
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t row = rows[i];
        const bool is_left = side.left(row);
        rows[left] = row;
        spare[right] = row;
        left += is_left ? 1 : 0;
        right += is_left ? 0 : 1;
    }
    std::copy_n(spare.data(), right, rows + left);
    return left;
}

/// Between the greatest value on the left and the least on the right.
double cut_value(const CodedFeatures& features, std::size_t feature, const Sides& sides) {
    const std::uint16_t* codes = features.column(feature);
    // Only rows of the two codes at the cut are asked for their values: those lie far apart in memory.
    std::uint16_t last = 0;
    std::uint16_t next = CodedFeatures::missing;
    for (std::size_t i = 0; i < sides.count; ++i) {
        const std::uint16_t code = codes[sides.rows[i]];
        const bool is_left = i < sides.left_count;
        if (code != CodedFeatures::missing) {
            (is_left ? last : next) = is_left ? std::max(last, code) : std::min(next, code);
        }
    }
    double low = -std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = 0; i < sides.count; ++i) {
        const std::uint16_t code = codes[sides.rows[i]];
        if (i < sides.left_count && code == last) {
            low = std::max(low, features.value(sides.rows[i], feature));
        } else if (i >= sides.left_count && code == next && next != CodedFeatures::missing) {
            high = std::min(high, features.value(sides.rows[i], feature));
        }
    }
    return std::isinf(high) ? high : cut_between(low, high);
}

bool default_side(const CodedFeatures& features, const LargeCut& cut, const Sides& sides,
                  const std::vector<double>& weights) {
    const std::uint16_t* codes = features.column(cut.feature);
    const bool some_missing = features.has_missing(cut.feature) &&
                              std::any_of(sides.rows, sides.rows + sides.count, [&](std::uint32_t row) {
                                  return codes[row] == CodedFeatures::missing;
                              });
    if (some_missing) {
        return cut.missing_left;
    }
    double left = 0;
    double right = 0;
    for (std::size_t i = 0; i < sides.count; ++i) {
        (i < sides.left_count ? left : right) += weights[sides.rows[i]];
    }
    return left >= right;
}

LevelSides sides_of_levels(const CodedFeatures& features, std::size_t feature, const Sides& sides,
                           bool default_left) {
    const std::uint16_t* codes = features.column(feature);
    LevelSides levels(features.levels(feature), default_left);
    for (std::size_t i = 0; i < sides.count; ++i) {
        const std::uint16_t code = codes[sides.rows[i]];
        if (code != CodedFeatures::missing) {
            levels.set(code, i < sides.left_count);
        }
    }
    return levels;
}

} // namespace

PartedRows part_rows(const CodedFeatures& features, Cuts cuts, const LargeCut& cut, std::uint32_t* rows,
                     std::size_t count, const std::vector<double>& weights,
                     std::vector<std::uint32_t>& spare) {
    PartedRows parted;
    parted.left_count = part(SideOf(features, cuts, cut), rows, count, spare);
    const Sides sides{rows, count, parted.left_count};
    parted.default_left = default_side(features, cut, sides, weights);
    parted.cut.feature = cut.feature;
    parted.cut.fall = cut.fall;
    if (!cut.left_codes.empty()) {
        parted.cut.left_levels = sides_of_levels(features, cut.feature, sides, parted.default_left).left();
    } else {
        parted.cut.value = cuts == Cuts::random ? cut.last_value : cut_value(features, cut.feature, sides);
    }
    return parted;
}

} // namespace sinter::plugins::random_forest
