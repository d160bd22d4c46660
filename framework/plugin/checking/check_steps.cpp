// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/checking/check_steps.hpp"

#include <cstddef>
#include <utility>

namespace sinter::plugin {

static_assert(static_cast<int>(Step::interface_complete) - static_cast<int>(Step::load_open) ==
                  static_cast<int>(LoadStep::table),
              "the steps of loading stand in the order of LoadStep");

Step step_of(LoadStep step) {
    return static_cast<Step>(static_cast<int>(Step::load_open) + static_cast<int>(step));
}

std::vector<CheckStep> all_check_steps() {
    std::vector<CheckStep> steps;
    for (const auto& [id, sentence] : std::initializer_list<std::pair<const char*, const char*>>{
             {"file.regular", "It is a regular file."},
             {"file.permissions", "Nobody but its owner can change the file or its folder."},
             {"file.shared_library", "It is a shared library for this machine."},
             {"manifest.read", "It has a manifest that can be read without running it."},
             {"manifest.abi", "It is built for the plugin interface of this sinter."},
             {"symbols.one", "It exports its entry and nothing else."},
             {"load.open", "It loads, with all its symbols resolved."},
             {"load.floating_point", "Loading it leaves the floating-point state alone."},
             {"load.locale", "Loading it leaves the locale alone."},
             {"load.process",
              "Loading it leaves the working directory, the umask, signals and open files alone."},
             {"entry.symbol", "It exports the entry."},
             {"entry.magic", "The entry starts with the magic number."},
             {"entry.abi", "The entry has the ABI of this sinter."},
             {"entry.size", "The entry has all its fields."},
             {"entry.id", "The entry has the id of the manifest."},
             {"entry.version", "The entry has the version of the manifest."},
             {"interface.offered", "It offers the interface of its kind."},
             {"interface.complete", "The table of the interface has all its functions."},
             {"load.threads", "It starts no threads that its manifest does not declare."},
             {"options.declared", "The options that it declares make sense."},
             {"create.defaults", "It can be made with the default options, and destroyed."},
             {"quiet", "It prints nothing."},
         }) {
        steps.push_back({id, sentence, StepOutcome::not_run, {}});
    }
    return steps;
}

} // namespace sinter::plugin
