// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_embedding/element_embedding.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::element_embedding::ElementEmbedding, "element_embedding", "0.1.0",
                         "statistics over the composition of any table of vectors of the elements");
