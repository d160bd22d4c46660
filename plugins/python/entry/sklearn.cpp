// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/entry/entry.hpp"

namespace python = sinter::plugins::python;

SINTER_PLUGIN_ENTRY(
    "learner",
    (python::learner_interface<python::SklearnLearner, &python::BridgeTable::create_sklearn_learner>),
    "sklearn", "0.1.0", "an estimator of scikit-learn, by its import path");
