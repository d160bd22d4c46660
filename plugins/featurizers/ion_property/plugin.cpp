// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/ion_property/ion_property.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::ion_property::IonProperty, "ion_property", "0.1.0",
                         "whether charges can balance, and how ionic the bonds are (Ward et al. 2016)");
