// SPDX-License-Identifier: Apache-2.0
// Its create lets an exception out through the boundary.
#include "../sound_learner.hpp"

namespace {

std::int32_t create(const sinter_values*, sinter_learner_ref*, sinter_error*) {
    throw std::runtime_error("nobody caught this");
}

const void* get(sinter_string id) noexcept {
    using sinter::tests::SoundLearner;
    static constexpr sinter_learner_plugin table{sizeof(sinter_learner_plugin), 0,
                                                 sinter::bridge::declare_parameters<SoundLearner>, create};
    return sinter::text_of(id) == SINTER_LEARNER_INTERFACE ? &table : nullptr;
}

} // namespace

MANIFEST_OF("throws_across", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "throws_across", "1.0.0", get);
