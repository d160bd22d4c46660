// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/columns/columns.hpp"

#include <sinter/input_columns.hpp>

namespace sinter::plugins::columns {

Parameters Columns::parameters() {
    Parameters parameters;
    parameters.required_texts("columns").doc("the input columns to use as features, by name");
    return parameters;
}

Columns::Columns(const Options& options, const std::vector<InputColumn>& inputs)
    : inputs_(about_option("columns", [&] { return input_columns(options.texts("columns"), inputs); })) {
    for (const std::size_t place : inputs_) {
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
