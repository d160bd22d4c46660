// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/categorical/categorical.hpp"

#include <sinter/input_columns.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace sinter::plugins::categorical {

namespace {

/// Whether `level` is one of a column's level indices.
bool is_level(double level, Index levels) {
    return level >= 0 && level < static_cast<double>(levels) && std::floor(level) == level;
}

} // namespace

Parameters Categorical::parameters() {
    Parameters parameters;
    parameters.required_texts("columns").doc(
        "the input columns to use as features, by name; each a category");
    parameters.text("encoding", "native")
        .choices({"native", "one_hot"})
        .doc(
            "one feature per column that holds the level (for learners that split categories), or one number per "
            "level, 0 or 1");
    return parameters;
}

Categorical::Categorical(const Options& options, const std::vector<InputColumn>& inputs)
    : one_hot_(options.text("encoding") == "one_hot") {
    const auto places =
        about_option("columns", [&] { return input_columns(options.texts("columns"), inputs); });
    for (const std::size_t place : places) {
        const InputColumn& input = inputs[place];
        if (input.kind != FeatureKind::category) {
            fail_option("columns", "the input '" + input.name +
                                       "' is a number; declare it with kind = \"category\", "
                                       "or use it as a number with the featurizer columns");
        }
        sources_.push_back(
            {place, static_cast<Index>(features_.size()), static_cast<Index>(input.levels.size())});
        if (!one_hot_) {
            features_.push_back(feature_of(input));
            continue;
        }
        for (const auto& level : input.levels) {
            Feature feature;
            feature.name = input.name + " = " + level;
            features_.push_back(std::move(feature));
        }
    }
}

void Categorical::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    for (Index i = 0; i < materials.size(); ++i) {
        for (const auto& source : sources_) {
            const double level = materials.input(i, source.place);
            if (!std::isnan(level) && !is_level(level, source.levels)) {
                out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
                rows.error(i, "an input holds " + std::to_string(level) + ", which is not one of its " +
                                  std::to_string(source.levels) + " levels");
                break;
            }
            if (one_hot_) {
                write_one_hot(source, level, i, out);
            } else {
                out(i, source.first) = level;
            }
        }
    }
}

void Categorical::write_one_hot(const Source& source, double level, Index row, MatrixOut out) const {
    const double others = std::isnan(level) ? level : 0;
    for (Index j = 0; j < source.levels; ++j) {
        out(row, source.first + j) = static_cast<double>(j) == level ? 1 : others;
    }
}

} // namespace sinter::plugins::categorical
