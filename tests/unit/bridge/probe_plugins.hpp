// SPDX-License-Identifier: Apache-2.0
//
// The probes as loaded plugins.
#pragma once

#include "framework/plugin/loading/catalogue.hpp"
#include "tests/support/temporary_folder.hpp"

#include <memory>
#include <string>

namespace sinter::tests {

class ProbePlugins {
public:
    ProbePlugins() : catalogue_(load_into(folder_)) {}

    std::unique_ptr<Featurizer> featurizer(const std::vector<InputColumn>& inputs) {
        const auto plugin = catalogue_.require(plugin::PluginKind::featurizer, {"probe_featurizer", {}});
        return make_featurizer(*plugin, Options::defaults(plugin->parameters()), inputs);
    }
    std::unique_ptr<Learner> learner(const char* mode = "mean") {
        return learner(learner_options().with("mode", mode));
    }
    std::unique_ptr<Learner> learner(const Options& options) {
        return make_learner(*learner_plugin(), options);
    }
    Options learner_options() { return Options::defaults(learner_plugin()->parameters()); }
    std::shared_ptr<const plugin::LoadedPlugin> learner_plugin() {
        return catalogue_.require(plugin::PluginKind::learner, {"probe_learner", {}});
    }
    std::unique_ptr<TransferStrategy> strategy(const char* learner_name) {
        const auto plugin = catalogue_.require(plugin::PluginKind::strategy, {"probe_strategy", {}});
        return make_strategy(*plugin, Options::defaults(plugin->parameters()).with("learner", learner_name));
    }

private:
    static std::vector<plugin::SearchFolder> load_into(TemporaryFolder& folder) {
        for (const std::string id : {"probe_featurizer", "probe_learner", "probe_strategy"}) {
            folder.copy(std::string(SINTER_PROBES) + "/" + id + ".so", id + ".so");
        }
        return {{folder.path(), "--plugin-dir"}};
    }
    TemporaryFolder folder_;
    plugin::Catalogue catalogue_;
};

} // namespace sinter::tests
