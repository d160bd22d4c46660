// SPDX-License-Identifier: Apache-2.0
//
// The three kinds of plugin, and the interface that each must offer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sinter::plugin {

enum class PluginKind : std::uint8_t { featurizer, learner, strategy };

inline constexpr std::array all_plugin_kinds{PluginKind::featurizer, PluginKind::learner,
                                             PluginKind::strategy};

/// "featurizer", "learner", "strategy"; as in a manifest.
[[nodiscard]] std::string_view name_of(PluginKind kind);
/// "featurizers", "learners", "strategies".
[[nodiscard]] std::string_view plural_of(PluginKind kind);
/// "sinter.learner/1" and so on.
[[nodiscard]] std::string_view interface_of(PluginKind kind);
[[nodiscard]] std::optional<PluginKind> kind_named(std::string_view name);

} // namespace sinter::plugin
