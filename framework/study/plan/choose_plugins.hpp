// SPDX-License-Identifier: Apache-2.0
//
// From the plugin ids of a config to loaded plugins with checked options.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/study/plan/plan.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// Loads the plugin and checks its options. Null if either fails; errors are added. `source_names`: what an
/// option with a value per source may name.
[[nodiscard]] std::optional<ChosenPlugin> choose(plugin::PluginKind kind, const PluginChoice& choice,
                                                 const Config& config, plugin::Catalogue& catalogue,
                                                 diagnostics::Diagnostics& diagnostics,
                                                 const std::vector<std::string>& source_names = {});

/// The inputs of the data set as featurizers see them when they are made.
[[nodiscard]] std::vector<InputColumn> input_schema(const data::Dataset& dataset);

/// Where the value of an option stands in the config; of one that is not written there, the plugin's section.
[[nodiscard]] const diagnostics::Position& place_of(const PluginChoice& choice, std::string_view option);

/// What a plugin says when it is made becomes an error of the config, at the option that it names or else at
/// the plugin's section.
[[nodiscard]] std::shared_ptr<const Featurizer> make(const ChosenPlugin& chosen,
                                                     const std::vector<InputColumn>& inputs,
                                                     const PluginChoice& choice,
                                                     diagnostics::Diagnostics& diagnostics);
[[nodiscard]] std::vector<PlannedLearner> choose_learners(const Config& config, plugin::Catalogue& catalogue,
                                                          diagnostics::Diagnostics& diagnostics);
/// Tasks are resolved by the names of the config's labels, so that it works without data. `learners`: those of
/// the config that could be made.
[[nodiscard]] std::vector<PlannedStrategy> choose_strategies(const Config& config,
                                                             const std::vector<PlannedLearner>& learners,
                                                             plugin::Catalogue& catalogue,
                                                             diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
