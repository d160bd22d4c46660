// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/plugin_kind.hpp"

#include <sinter/abi/featurizer.h>
#include <sinter/abi/learner.h>
#include <sinter/abi/strategy.h>

#include <cstddef>

namespace sinter::plugin {
namespace {

struct KindNames {
    std::string_view name;
    std::string_view plural;
    std::string_view interface;
};

constexpr std::array kind_names{
    KindNames{"featurizer", "featurizers", SINTER_FEATURIZER_INTERFACE},
    KindNames{"learner", "learners", SINTER_LEARNER_INTERFACE},
    KindNames{"strategy", "strategies", SINTER_STRATEGY_INTERFACE},
};
static_assert(kind_names.size() == all_plugin_kinds.size());

const KindNames& names(PluginKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

} // namespace

std::string_view name_of(PluginKind kind) { return names(kind).name; }
std::string_view plural_of(PluginKind kind) { return names(kind).plural; }
std::string_view interface_of(PluginKind kind) { return names(kind).interface; }

std::optional<PluginKind> kind_named(std::string_view name) {
    for (const auto kind : all_plugin_kinds) {
        if (name_of(kind) == name) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace sinter::plugin
