// SPDX-License-Identifier: Apache-2.0
//
// Ridge with a given penalty, and a look inside what it has fitted.
#pragma once

#include "plugins/learners/ridge/ridge.hpp"
#include "plugins/learners/ridge/ridge_model.hpp"
#include "tests/unit/learners/training_data.hpp"

#include <cstddef>
#include <variant>

namespace sinter::tests {

inline Options with_penalty(double penalty) {
    return default_options<plugins::ridge::Ridge>().with("penalty", penalty);
}

inline const plugins::ridge::ClassFit& classes_of(const Model& model, std::size_t label = 0) {
    return std::get<plugins::ridge::ClassFit>(
        dynamic_cast<const plugins::ridge::RidgeModel&>(model).labels().at(label));
}

} // namespace sinter::tests
