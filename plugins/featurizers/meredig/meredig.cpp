// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/meredig/meredig.hpp"

#include "plugins/featurizers/elements/valence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace sinter::plugins::meredig {

namespace {

using elements::Property;

struct Summary {
    Property property;
    bool has_range; ///< its range stands before its mean
};

constexpr std::array<Summary, 6> summaries = {{
    {Property::atomic_weight, false},
    {Property::column, false},
    {Property::row, false},
    {Property::number, true},
    {Property::atomic_radius, true},
    {Property::electronegativity, true},
}};

/// Those of the summaries, then those of the valence features.
std::vector<Property> meredig_properties() {
    std::vector<Property> properties;
    for (const auto& summary : summaries) {
        properties.push_back(summary.property);
    }
    for (const auto property : elements::valence_properties()) {
        properties.push_back(property);
    }
    return properties;
}

Feature summary_feature(const char* statistic, Property property) {
    Feature feature;
    feature.name = statistic + std::string(elements::name(property));
    feature.unit = elements::unit(property);
    return feature;
}

std::vector<Feature> meredig_features() {
    std::vector<Feature> features;
    for (int z = 1; z <= elements::element_count; ++z) {
        Feature feature;
        feature.name = std::string(elements::symbol(z)) + " fraction";
        features.push_back(std::move(feature));
    }
    for (const auto& summary : summaries) {
        if (summary.has_range) {
            features.push_back(summary_feature("range ", summary.property));
        }
        features.push_back(summary_feature("mean ", summary.property));
    }
    for (auto& feature : elements::valence_features()) {
        features.push_back(std::move(feature));
    }
    return features;
}

struct RangeAndMean {
    double range = 0;
    double mean = 0;
};

RangeAndMean range_and_mean(const elements::Fractions& composition, const elements::PropertyTable& table,
                            std::size_t property) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    double mean = 0;
    for (std::size_t e = 0; e < composition.size(); ++e) {
        const double value = table.row(composition.atomic_number(e))[property];
        low = std::min(low, value);
        high = std::max(high, value);
        mean += composition.fraction(e) * value;
    }
    // The extremes pass over a NaN; the mean does not.
    return {std::isnan(mean) ? mean : high - low, mean};
}

} // namespace

Parameters Meredig::parameters() {
    Parameters parameters;
    elements::declare_missing(parameters);
    return parameters;
}

Meredig::Meredig(const Options& options, const std::vector<InputColumn>& /*inputs*/)
    : table_(meredig_properties(), elements::missing_option(options)), features_(meredig_features()) {}

void Meredig::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    auto filled = out.map();
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (!table_.admit(composition, i, rows)) {
            filled.row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
            continue;
        }
        filled.row(i).head(elements::element_count).setZero();
        for (std::size_t e = 0; e < composition.size(); ++e) {
            out(i, composition.atomic_number(e) - 1) = composition.fraction(e);
        }
        Index column = elements::element_count;
        for (std::size_t p = 0; p < summaries.size(); ++p) {
            const auto [range, mean] = range_and_mean(composition, table_, p);
            if (summaries[p].has_range) {
                out(i, column++) = range;
            }
            out(i, column++) = mean;
        }
        elements::write_valence(composition, table_, summaries.size(), &out(i, column),
                                out.c().column_stride);
    }
}

} // namespace sinter::plugins::meredig
