// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/entry/entry.hpp"

SINTER_PLUGIN_ENTRY("strategy", sinter::plugins::python::strategy_interface, "python_strategy", "0.1.0",
                    "a class with fit and predict in a Python file");
