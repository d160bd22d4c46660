// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/columns/columns.hpp"

#include <sinter/error.hpp>

#include <algorithm>
#include <string>

namespace sinter::plugins::columns {

namespace {

std::string names_of(const std::vector<Column>& inputs) {
    std::string names;
    for (const auto& input : inputs) {
        names += (names.empty() ? "'" : ", '") + input.name + "'";
    }
    return names;
}

std::size_t place_of(const std::string& name, const std::vector<Column>& inputs) {
    const auto found =
        std::find_if(inputs.begin(), inputs.end(), [&](const Column& input) { return input.name == name; });
    if (found == inputs.end()) {
        fail_invalid(
            "there is no input column '" + name + "'" +
            (inputs.empty() ? "; no input columns are declared" : "; there are " + names_of(inputs)));
    }
    return static_cast<std::size_t>(found - inputs.begin());
}

Feature feature_of(const Column& input) {
    Feature feature;
    feature.name = input.name;
    feature.unit = input.unit;
    feature.kind = input.kind;
    feature.level_count = static_cast<std::uint32_t>(input.levels.size());
    return feature;
}

} // namespace

Parameters Columns::parameters() {
    Parameters parameters;
    parameters.required_texts("columns").doc("the input columns to use as features, by name");
    return parameters;
}

Columns::Columns(const Options& options, const std::vector<Column>& inputs) {
    const auto& names = options.texts("columns");
    if (names.empty()) {
        fail_invalid("the list of column names is empty");
    }
    for (const auto& name : names) {
        const std::size_t place = place_of(name, inputs);
        if (std::find(inputs_.begin(), inputs_.end(), place) != inputs_.end()) {
            fail_invalid("'" + name + "' stands twice in the list");
        }
        inputs_.push_back(place);
        features_.push_back(feature_of(inputs[place]));
    }
}

void Columns::featurize(const Materials& materials, MatrixOut out, RowReports& /*rows*/) const {
    for (std::size_t j = 0; j < inputs_.size(); ++j) {
        for (Index i = 0; i < materials.size(); ++i) {
            out(i, static_cast<Index>(j)) = materials.input(i, inputs_[j]);
        }
    }
}

} // namespace sinter::plugins::columns
