// SPDX-License-Identifier: Apache-2.0
// Says that it has more options than there can be.
#include "../sound_learner.hpp"

namespace {

std::int32_t parameters(sinter_parameters* out, sinter_error* error) noexcept {
    const auto status = sinter::bridge::declare_parameters<sinter::tests::SoundLearner>(out, error);
    out->count = ~std::uint64_t{0};
    return status;
}

const void* get(sinter_string id) noexcept {
    using sinter::tests::SoundLearner;
    static constexpr sinter_learner_plugin table{sizeof(sinter_learner_plugin), 0, parameters,
                                                 sinter::bridge::create_learner<SoundLearner>};
    return sinter::text_of(id) == SINTER_LEARNER_INTERFACE ? &table : nullptr;
}

} // namespace

MANIFEST_OF("endless_declaration", "learner", "1.0.0", "1");
ENTRY(SINTER_MAGIC, SINTER_ABI_MAJOR, sizeof(sinter_plugin_entry_table), "endless_declaration", "1.0.0", get);
