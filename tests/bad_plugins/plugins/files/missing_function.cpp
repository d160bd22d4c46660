// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

namespace {

const void* get(sinter_string id) noexcept {
    using sinter::tests::SoundLearner;
    static constexpr sinter_learner_plugin table{sizeof(sinter_learner_plugin), 0,
                                                 sinter::bridge::declare_parameters<SoundLearner>, nullptr};
    return sinter::text_of(id) == SINTER_LEARNER_INTERFACE ? &table : nullptr;
}

} // namespace

MANIFEST_OF("missing_function", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "missing_function", "1.0.0", get);
