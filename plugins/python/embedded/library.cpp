// SPDX-License-Identifier: Apache-2.0
//
// The exported table of the bridge library.
#include "plugins/python/embedded/featurizer.hpp"
#include "plugins/python/embedded/learner.hpp"
#include "plugins/python/embedded/options.hpp"
#include "plugins/python/embedded/strategy.hpp"
#include "plugins/python/embedded/table.hpp"

#include <sinter/plugin.hpp>

namespace sinter::plugins::python {
namespace {

using MakeLearner = std::unique_ptr<Learner> (*)(const Options&);

template <class Declared, MakeLearner make>
std::int32_t create_learner(const sinter_values* values, sinter_learner_ref* out,
                            sinter_error* error) noexcept {
    return bridge::guard(error, [&] {
        *out = bridge::export_learner(make(bridge::options_from_c(Declared::parameters(), *values)));
    });
}

std::int32_t create_featurizer(const sinter_values* values, const sinter_columns* columns,
                               sinter_featurizer_ref* out, sinter_error* error) noexcept {
    return bridge::guard(error, [&] {
        const Options options = bridge::options_from_c(FileFeaturizer::parameters(), *values);
        *out = bridge::export_featurizer(make_file_featurizer(options, bridge::columns_from_c(*columns)));
    });
}

std::int32_t create_strategy(const sinter_values* values, sinter_strategy_ref* out,
                             sinter_error* error) noexcept {
    return bridge::guard(error, [&] {
        const Options options = bridge::options_from_c(FileStrategy::parameters(), *values);
        *out = bridge::export_strategy(make_file_strategy(options));
    });
}

} // namespace
} // namespace sinter::plugins::python

namespace python = sinter::plugins::python;

extern "C" {
extern __attribute__((visibility("default"))) const python::BridgeTable sinter_python_bridge;
const python::BridgeTable sinter_python_bridge = {
    sizeof(python::BridgeTable),
    SINTER_PYTHON_SOURCES_DIGEST,
    python::create_learner<python::FileLearner, python::make_file_learner>,
    python::create_learner<python::SklearnLearner, python::make_sklearn_learner>,
    python::create_featurizer,
    python::create_strategy};
}
