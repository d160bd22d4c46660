// SPDX-License-Identifier: Apache-2.0
//
// What a featurizer reads: some properties of every element, with one policy for the values that are not known.
#pragma once

#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/elements/fractions.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::elements {

/// Where a property of an element is not known.
enum class Missing {
    mean, ///< the mean over the elements stands in, and a note says so
    nan,  ///< features that need it are missing
    error ///< the material cannot be featurized
};

/// Declares the option `missing` ("mean", "nan" or "error"; default "mean").
void declare_missing(Parameters& parameters);
[[nodiscard]] Missing missing_option(const Options& options);

/// Element-major copy of the chosen properties. Immutable once made: any thread may read it.
class PropertyTable {
public:
    /// At most 32 properties.
    PropertyTable(std::vector<Property> properties, Missing missing);

    [[nodiscard]] const std::vector<Property>& properties() const noexcept { return properties_; }
    /// The values of one element, stride() doubles: the properties in order, then zeros.
    [[nodiscard]] const double* row(int atomic_number) const noexcept {
        return values_.data() + static_cast<std::size_t>(atomic_number) * stride_;
    }
    /// properties().size() rounded up to a multiple of four, so that loops over a row have no remainder.
    [[nodiscard]] std::size_t stride() const noexcept { return stride_; }

    /// Bit p is set where property p of some element of the composition is not known, whatever stands in for it.
    [[nodiscard]] std::uint32_t unknown(const Fractions& composition) const noexcept {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < composition.size(); ++i) {
            bits |= unknown_[composition.atomic_number(i)];
        }
        return bits;
    }

    /// Whether the material can be featurized. Reports an error for a row without composition, and what the
    /// policy asks for where something is unknown: a note an element, or an error.
    [[nodiscard]] bool admit(const Fractions& composition, Index row, RowReports& rows) const {
        return !composition.empty() && unknown(composition) == 0 ? true : report(composition, row, rows);
    }

private:
    [[nodiscard]] bool report(const Fractions& composition, Index row, RowReports& rows) const;
    [[nodiscard]] std::string unknown_properties(int atomic_number) const;

    std::vector<Property> properties_;
    Missing missing_;
    std::size_t stride_;
    std::vector<double> values_;         ///< index Z: row 0 is not used
    std::vector<std::uint32_t> unknown_; ///< index Z
    std::vector<std::string> texts_;     ///< index Z; what is not known, made once since many rows repeat it
};

} // namespace sinter::elements
