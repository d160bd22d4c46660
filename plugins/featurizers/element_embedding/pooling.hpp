// SPDX-License-Identifier: Apache-2.0
//
// From the vectors of the elements to that of a material.
#pragma once

#include "plugins/featurizers/element_embedding/embedding_table.hpp"
#include "plugins/featurizers/elements/fractions.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::plugins::element_embedding {

enum class Statistic : std::uint8_t { minimum, maximum, range, mean, avg_dev, mode };

/// In the order of Statistic.
inline constexpr std::array<std::string_view, 6> statistic_names = {"minimum", "maximum", "range",
                                                                    "mean",    "avg_dev", "mode"};

/// Throws Error(SINTER_INVALID_ARGUMENT) for an unknown name, one that stands twice, or no name.
[[nodiscard]] std::vector<Statistic> statistics_named(const std::vector<std::string>& names);

/// Computes statistics of each dimension over a composition. Holds the memory that this takes, so one serves
/// many materials, one after the other; not for several threads at once. The table must outlive it.
class Pooling {
public:
    Pooling(const EmbeddingTable& table, const std::vector<Statistic>& statistics);

    /// With x = atomic fraction, a = amount, P = value of the dimension:
    ///   minimum, maximum, range   of P over the elements present
    ///   mean                      sum x P
    ///   avg_dev                   sum x |P - mean|
    ///   mode                      smallest P among the elements with |a - a_max| <= 1e-8 + 1e-5 a_max
    /// Writes all statistics of the first dimension, then of the second ..., `stride` doubles apart. Where
    /// the table has NaN for an element, all are NaN but for the mode, which asks only for the most frequent
    /// elements. Requires a composition that is not empty.
    void write(const elements::Fractions& composition, double* out, Index stride);

private:
    void accumulate(const elements::Fractions& composition);
    [[nodiscard]] double value(Statistic statistic, std::size_t dimension) const;

    const EmbeddingTable* table_;
    const std::vector<Statistic>* statistics_;
    bool needs_deviations_;
    std::vector<double> minimum_;
    std::vector<double> maximum_;
    std::vector<double> mean_;
    std::vector<double> avg_dev_;
    std::vector<double> mode_;
};

} // namespace sinter::plugins::element_embedding
