// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/band_center/band_center.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(
    sinter::plugins::band_center::BandCenter, "band_center", "0.1.0",
    "the geometric mean of the elements' Mulliken electronegativities (Butler and Ginley 1978)");
