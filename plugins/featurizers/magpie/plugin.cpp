// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/magpie/magpie.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::magpie::Magpie, "magpie", "0.1.0",
                         "132 statistics of element properties over the composition (Ward et al. 2016)");
