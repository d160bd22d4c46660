// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/columns/columns.hpp"

#include <sinter/plugin.hpp>

SINTER_FEATURIZER_PLUGIN(sinter::plugins::columns::Columns, "columns", "0.1.0",
                         "numbers and categories that are in the table already");
