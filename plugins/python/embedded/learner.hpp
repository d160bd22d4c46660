// SPDX-License-Identifier: Apache-2.0
//
// A Python class with fit and predict as a learner.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <memory>

namespace sinter::plugins::python {

/// Options as FileLearner declares them. Throws Error.
[[nodiscard]] std::unique_ptr<Learner> make_file_learner(const Options& options);
/// Options as SklearnLearner declares them. Throws Error.
[[nodiscard]] std::unique_ptr<Learner> make_sklearn_learner(const Options& options);

} // namespace sinter::plugins::python
