// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/magpie/magpie.hpp"

#include "plugins/featurizers/magpie/statistics.hpp"

#include <limits>
#include <string>
#include <utility>

namespace sinter::plugins::magpie {

namespace {

std::vector<elements::Property> magpie_properties() {
    std::vector<elements::Property> properties;
    for (std::size_t p = 0; p < elements::magpie_property_count; ++p) {
        properties.push_back(static_cast<elements::Property>(p));
    }
    return properties;
}

std::vector<Feature> magpie_features(const std::vector<elements::Property>& properties) {
    std::vector<Feature> features;
    for (const auto property : properties) {
        for (const auto statistic : statistics) {
            Feature feature;
            feature.name =
                "MagpieData " + std::string(statistic) + " " + std::string(elements::name(property));
            feature.unit = elements::unit(property);
            features.push_back(std::move(feature));
        }
    }
    return features;
}

} // namespace

Parameters Magpie::parameters() {
    Parameters parameters;
    elements::declare_missing(parameters);
    return parameters;
}

Magpie::Magpie(const Options& options, const std::vector<InputColumn>& /*inputs*/)
    : table_(magpie_properties(), elements::missing_option(options)),
      features_(magpie_features(table_.properties())) {}

void Magpie::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    const Index stride = out.c().column_stride;
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (table_.admit(composition, i, rows)) {
            write_statistics(composition, table_, &out(i, 0), stride);
        } else {
            out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
        }
    }
}

} // namespace sinter::plugins::magpie
