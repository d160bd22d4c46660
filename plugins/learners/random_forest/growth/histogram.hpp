// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/learners/random_forest/growth/large_node.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// The rows of a large node by the quantile bins of a feature.
class Histogram {
public:
    Histogram(const CodedFeatures& features, const LargeNode& node, std::size_t feature, bool count_rows);

    /// Neither two bins nor present and missing values.
    [[nodiscard]] bool one_bin_only() const noexcept { return first_ == last_ && missing_ == 0; }
    [[nodiscard]] bool no_value() const noexcept { return first_ > last_; }
    [[nodiscard]] std::size_t first() const noexcept { return first_; } ///< bin with rows
    [[nodiscard]] std::size_t missing() const noexcept { return missing_; }
    [[nodiscard]] const std::vector<std::int64_t>& missing_sums() const noexcept { return missing_sums_; }

    /// The bins as groups in order; empty ones repeat what stands before them. Valid as long as the histogram.
    [[nodiscard]] OrderedGroups groups() const;

    /// What bin b adds, integer s.
    [[nodiscard]] std::int64_t sum_before(std::size_t bin, std::size_t s) const noexcept {
        return bin > 0 ? sums_[s * runs + bin - 1] : 0;
    }
    [[nodiscard]] std::int64_t sum_up_to(std::size_t bin, std::size_t s) const noexcept {
        return sums_[s * runs + bin];
    }
    [[nodiscard]] bool empty(std::size_t bin) const noexcept { return rows_in_[bin] == 0; }
    /// Where rows are counted.
    [[nodiscard]] std::uint32_t rows_in(std::size_t bin) const noexcept { return rows_in_[bin]; }

    /// No cut inside a bin has a greater fall (large_node_search.hpp).
    [[nodiscard]] double bound_inside(std::size_t bin, const LargeNode& node) const;

    /// Adds up the sizes of the rows' sums too: bounds become several times tighter.
    void add_sizes(const CodedFeatures& features, const LargeNode& node, std::size_t feature);

private:
    static constexpr std::size_t runs = CodedFeatures::bins + 9; // read past the end by vectors

    std::size_t stride_;
    std::vector<std::int64_t> sums_;         ///< integer by integer, of all rows up to and with a bin
    std::vector<std::int64_t> missing_sums_; ///< of the rows whose value is missing
    std::vector<std::uint32_t> rows_in_;     ///< each bin; or 1 where rows are not counted and some are in it
    std::vector<std::uint32_t> rows_;        ///< up to and with a bin; empty: not counted
    std::vector<double> sizes_;              ///< bin by bin, column by column: of |sum|; empty: not added up
    std::size_t missing_ = 0;
    std::size_t first_ = 1; ///< bin with rows
    std::size_t last_ = 0;
};

} // namespace sinter::plugins::random_forest
