// SPDX-License-Identifier: Apache-2.0
//
// The plugins of the Python bridge, loaded as the host does, with Python files of the test's own.
#pragma once

#include "framework/plugin/loading/catalogue.hpp"
#include "framework/plugin/loading/plugins.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sinter/parameters.hpp>

#include <map>
#include <memory>
#include <string>

#ifdef SINTER_WITH_PYTHON
/// Ends the test case, saying so, where the bridge was left out of the build.
#define SINTER_NEEDS_PYTHON()
#else
#define SINTER_NEEDS_PYTHON()                                                                                \
    WARN("skipped: the Python bridge is not built");                                                         \
    return
#endif

namespace sinter::tests {

/// Texts of options by name.
using Texts = std::map<std::string, std::string>;

class PythonPlugins {
public:
    /// A Python file in a folder of the test's own; gives its path.
    std::string file(const std::string& text) {
        return folder_.write("code_" + std::to_string(files_++) + ".py", text).string();
    }

    std::unique_ptr<Learner> learner(const std::string& id, const Texts& texts) {
        const auto plugin = catalogue().require(plugin::PluginKind::learner, {id, {}});
        return plugin::make_learner(*plugin, options(*plugin, texts));
    }
    /// Of the plugin python_learner, from the text of its file.
    std::unique_ptr<Learner> learner_of(const std::string& text, Texts texts = {}) {
        texts["file"] = file(text);
        return learner("python_learner", texts);
    }

    std::unique_ptr<Featurizer> featurizer_of(const std::string& text,
                                              const std::vector<InputColumn>& inputs) {
        const auto plugin = catalogue().require(plugin::PluginKind::featurizer, {"python_featurizer", {}});
        return plugin::make_featurizer(*plugin, options(*plugin, {{"file", file(text)}}), inputs);
    }
    std::unique_ptr<TransferStrategy> strategy_of(const std::string& text, Texts texts = {}) {
        texts["file"] = file(text);
        const auto plugin = catalogue().require(plugin::PluginKind::strategy, {"python_strategy", {}});
        return plugin::make_strategy(*plugin, options(*plugin, texts));
    }

    static Options options(const plugin::LoadedPlugin& plugin, const Texts& texts) {
        Options all = Options::defaults(plugin.parameters());
        for (const auto& [name, text] : texts) {
            all = all.with(name, text.c_str());
        }
        return all;
    }

    /// One for the process, as in the program.
    static plugin::Catalogue& catalogue() {
        static plugin::Catalogue all(std::vector<plugin::SearchFolder>{{SINTER_PLUGIN_DIR, "--plugin-dir"}});
        return all;
    }

private:
    TemporaryFolder folder_;
    int files_ = 0;
};

} // namespace sinter::tests
