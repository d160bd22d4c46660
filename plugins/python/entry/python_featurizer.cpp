// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/entry/entry.hpp"

SINTER_PLUGIN_ENTRY("featurizer", sinter::plugins::python::featurizer_interface, "python_featurizer", "0.1.0",
                    "a class with features and featurize in a Python file");
