// SPDX-License-Identifier: Apache-2.0
//
// A study ready to run: the config with its plugins loaded, its options checked and its data read.
#pragma once

#include "framework/data/dataset.hpp"
#include "framework/evaluation/split.hpp"
#include "framework/plugin/catalogue.hpp"
#include "framework/study/config.hpp"
#include "framework/threads/workers.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>
#include <sinter/random.hpp>
#include <sinter/strategy.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sinter::study {

/// A loaded plugin with its validated options.
struct ChosenPlugin {
    std::shared_ptr<const plugin::LoadedPlugin> plugin;
    Options options;
    std::vector<std::string> written; ///< names of the options that the config gives; the others are defaults
};

struct PlannedFeaturizer {
    ChosenPlugin chosen;
    std::shared_ptr<const Featurizer> featurizer;
};

struct PlannedLearner {
    std::string name; ///< [learner.NAME]
    ChosenPlugin chosen;
    std::shared_ptr<const Learner> learner;
};

struct PlannedStrategy {
    std::string name;
    ChosenPlugin chosen;
    std::shared_ptr<const TransferStrategy> strategy;
    std::size_t target = 0;           ///< index into the data set's labels
    std::vector<std::size_t> sources; ///< the same
    HoldOutSources hold_out_sources = HoldOutSources::yes;
    bool baseline = false; ///< the others are compared with it
    bool primary = false;
};

struct Plan {
    Config config;
    data::Dataset dataset;
    std::vector<PlannedFeaturizer> featurizers;
    std::vector<PlannedLearner> learners;
    std::vector<PlannedStrategy> strategies;
    std::vector<evaluation::Split> splits; ///< over the records of the target label

    /// The label that all strategies predict.
    [[nodiscard]] const data::LabelColumn& target() const {
        return dataset.labels[strategies.front().target];
    }
};

/// What a seed means: the root of all random streams of the study.
[[nodiscard]] Stream study_stream(const Config& config);

/// What the records of the target label are held out by, one key a record.
[[nodiscard]] std::vector<std::uint64_t> group_keys(const data::Dataset& dataset,
                                                    const data::LabelColumn& label, GroupBy group_by);

/// Loads plugins and data and checks all that can be checked without running. Everything wrong is added to
/// `diagnostics`, on top of what reading the config found; nothing is returned when there are errors then.
[[nodiscard]] std::optional<Plan> make_plan(Config config, plugin::Catalogue& catalogue,
                                            threads::Workers& workers, diagnostics::Diagnostics& diagnostics);

/// The part of it that `featurize` needs: tables and featurizers.
struct FeaturizePlan {
    data::Dataset dataset;
    std::vector<PlannedFeaturizer> featurizers;
};
[[nodiscard]] std::optional<FeaturizePlan> make_featurize_plan(const Config& config,
                                                               plugin::Catalogue& catalogue,
                                                               threads::Workers& workers,
                                                               diagnostics::Diagnostics& diagnostics);

} // namespace sinter::study
