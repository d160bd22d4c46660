// SPDX-License-Identifier: Apache-2.0
//
// Every value that a study runs with, written or default, as TOML.
#pragma once

#include "framework/study/config/toml_writer.hpp"
#include "framework/study/plan/plan.hpp"

#include <cstddef>
#include <string>

namespace sinter::study {

/// A config that gives the same study, whatever the defaults of a later version.
[[nodiscard]] std::string effective_config(const Plan& plan, Origins origins);

/// Parts of it, without origins: what tells one study, or one trial, from another.
[[nodiscard]] std::string effective_tables(const Plan& plan);
[[nodiscard]] std::string effective_featurizers(const Plan& plan);
[[nodiscard]] std::string effective_learner(const PlannedLearner& learner);
/// Without its name, which changes no result.
[[nodiscard]] std::string effective_strategy(const Plan& plan, std::size_t strategy);

} // namespace sinter::study
