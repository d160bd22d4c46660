// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/entry/entry.hpp"

namespace python = sinter::plugins::python;

SINTER_PLUGIN_ENTRY(
    "learner", (python::learner_interface<python::FileLearner, &python::BridgeTable::create_file_learner>),
    "python_learner", "0.1.0", "a class with fit and predict in a Python file");
