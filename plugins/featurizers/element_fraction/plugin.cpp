// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_fraction/element_fraction.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::element_fraction::ElementFraction, "element_fraction", "0.1.0",
                         "the atomic fraction of each of the 118 elements");
