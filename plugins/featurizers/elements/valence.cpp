// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/valence.hpp"

#include <array>
#include <string>
#include <utility>

namespace sinter::elements {

namespace {
constexpr std::size_t orbitals = 4;
}

std::vector<Property> valence_properties() {
    return {Property::ns_valence, Property::np_valence, Property::nd_valence, Property::nf_valence,
            Property::n_valence};
}

std::vector<Feature> valence_features() {
    std::vector<Feature> features;
    for (const auto* kind : {"avg ", "frac "}) {
        for (const auto* orbital : {"s", "p", "d", "f"}) {
            Feature feature;
            feature.name = std::string(kind) + orbital + " valence electrons";
            features.push_back(std::move(feature));
        }
    }
    return features;
}

void write_valence(const Fractions& composition, const PropertyTable& table, std::size_t first, double* out,
                   Index stride) {
    std::array<double, orbitals + 1> averages{};
    for (std::size_t i = 0; i < composition.size(); ++i) {
        const double* counts = table.row(composition.atomic_number(i)) + first;
        for (std::size_t l = 0; l <= orbitals; ++l) {
            averages[l] += composition.fraction(i) * counts[l];
        }
    }
    for (std::size_t l = 0; l < orbitals; ++l) {
        out[static_cast<Index>(l) * stride] = averages[l];
        out[static_cast<Index>(orbitals + l) * stride] = averages[l] / averages[orbitals];
    }
}

} // namespace sinter::elements
