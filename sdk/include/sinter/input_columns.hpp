// SPDX-License-Identifier: Apache-2.0
//
// Input columns that an option of a featurizer names.
#pragma once

#include <sinter/error.hpp>
#include <sinter/featurizer.hpp>
#include <sinter/nearest_name.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter {

/// The place of the input column `name` among `inputs`. Throws Error(SINTER_INVALID_ARGUMENT) where there is
/// none, with the nearest name and all of them.
[[nodiscard]] inline std::size_t input_column(const std::string& name,
                                              const std::vector<InputColumn>& inputs) {
    std::vector<std::string> names;
    std::string listed;
    for (const auto& input : inputs) {
        if (input.name == name) {
            return names.size();
        }
        names.push_back(input.name);
        listed += (listed.empty() ? "'" : ", '") + input.name + "'";
    }
    const std::string unknown = "there is no input column '" + name + "'";
    if (inputs.empty()) {
        fail_invalid(unknown + "; no input columns are declared");
    }
    const auto near = nearest_name(name, names);
    fail_invalid(unknown + (near ? "; did you mean '" + *near + "'? There are " : "; there are ") + listed);
}

/// The places of several, in the order of `names`. Throws where a name is unknown, stands twice, or there is none.
[[nodiscard]] inline std::vector<std::size_t> input_columns(const std::vector<std::string>& names,
                                                            const std::vector<InputColumn>& inputs) {
    if (names.empty()) {
        fail_invalid("the list of column names is empty");
    }
    std::vector<std::size_t> places;
    for (const auto& name : names) {
        const std::size_t place = input_column(name, inputs);
        if (std::find(places.begin(), places.end(), place) != places.end()) {
            fail_invalid("'" + name + "' stands twice in the list");
        }
        places.push_back(place);
    }
    return places;
}

/// The feature that holds an input column as it is: its name, unit, kind and number of levels.
[[nodiscard]] inline Feature feature_of(const InputColumn& input) {
    Feature feature;
    feature.name = input.name;
    feature.unit = input.unit;
    feature.kind = input.kind;
    feature.level_count = static_cast<std::uint32_t>(input.levels.size());
    return feature;
}

} // namespace sinter
