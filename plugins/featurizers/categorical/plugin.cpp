// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/categorical/categorical.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::categorical::Categorical, "categorical", "0.1.0",
                         "categories that are in the table already, as they are or one-hot");
