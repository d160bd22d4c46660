// SPDX-License-Identifier: Apache-2.0
//
// The options of the plugins that the bridge serves.
#pragma once

#include <sinter/parameters.hpp>

namespace sinter::plugins::python {

inline void declare_arguments(Parameters& p) {
    p.text("parameters", "")
        .doc("arguments for the constructor, as in a call: \"alpha = 0.1, kernel = "
             "sklearn.gaussian_process.kernels.RBF(2.0)\"");
    p.texts("requires", {})
        .doc("versions that the results belong to, e.g. [\"scikit-learn==1.2.1\"]; others are refused");
}

inline void declare_file(Parameters& p) {
    p.file("file").doc("a Python file; editing it makes the results stale");
    p.text("class", "").doc("the class in it, or a function that makes the object; empty: its only class");
    declare_arguments(p);
}

struct FileLearner {
    static Parameters parameters() {
        Parameters p;
        declare_file(p);
        return p;
    }
};

struct FileFeaturizer {
    static Parameters parameters() { return FileLearner::parameters(); }
};

struct FileStrategy {
    static Parameters parameters() {
        Parameters p;
        declare_file(p);
        p.optional_learner("learner").doc("what host.learner() gives");
        p.optional_learner("source_learner")
            .doc("what host.learner(\"source_learner\") gives; the same learner if it is not given");
        return p;
    }
};

struct SklearnLearner {
    static Parameters parameters() {
        Parameters p;
        p.text("estimator", "sklearn.linear_model:BayesianRidge")
            .doc("import path of a class with fit and predict, \"module:Name\"");
        declare_arguments(p);
        p.text("return_std", "sigma_obs")
            .choices({"sigma_obs", "sigma_mean", "none"})
            .doc("which deviation it is that predict(x, return_std=True) gives, if the estimator has it");
        return p;
    }
};

} // namespace sinter::plugins::python
