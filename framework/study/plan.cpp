// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan.hpp"

#include "framework/evaluation/holdout.hpp"
#include "framework/evaluation/k_fold.hpp"
#include "framework/study/choose_plugins.hpp"

#include <fmt/format.h>

#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;

/// Plugins first, without their objects: what is wrong with the ids and options is reported even where the
/// data cannot be read.
std::vector<std::optional<ChosenPlugin>>
choose_featurizers(const Config& config, plugin::Catalogue& catalogue, Diagnostics& diagnostics) {
    std::vector<std::optional<ChosenPlugin>> chosen;
    for (const auto& choice : config.featurizers) {
        chosen.push_back(choose(plugin::PluginKind::featurizer, choice, config, catalogue, diagnostics));
    }
    return chosen;
}

std::vector<PlannedFeaturizer> make_featurizers(const Config& config,
                                                std::vector<std::optional<ChosenPlugin>> chosen,
                                                const data::Dataset& dataset, Diagnostics& diagnostics) {
    std::vector<PlannedFeaturizer> featurizers;
    const auto inputs = input_schema(dataset);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (!chosen[i]) {
            continue;
        }
        auto featurizer = make(*chosen[i], inputs, config.featurizers[i].where, diagnostics);
        if (featurizer) {
            featurizers.push_back({std::move(*chosen[i]), std::move(featurizer)});
        }
    }
    return featurizers;
}

/// Without a name in the config the first strategy that uses no source is the baseline.
void mark_strategies(const Config& config, std::vector<PlannedStrategy>& strategies) {
    bool found = false;
    for (auto& strategy : strategies) {
        strategy.primary = config.primary && config.primary->value == strategy.name;
        strategy.baseline =
            config.baseline ? config.baseline->value == strategy.name : !found && strategy.sources.empty();
        found = found || strategy.baseline;
    }
}

void require_one_target(const Config& config, Diagnostics& diagnostics) {
    for (const auto& strategy : config.strategies) {
        const auto& first = config.strategies.front().target;
        if (strategy.target.value != first.value) {
            diagnostics.error(ErrorKind::config, strategy.target.where,
                              fmt::format("strategy \"{}\" has the target \"{}\", the first one has \"{}\"",
                                          strategy.name.value, strategy.target.value, first.value),
                              {"all strategies of a study predict the same label; write a second study"});
        }
    }
}

void check_labels(const Plan& plan, Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < plan.strategies.size(); ++i) {
        const PlannedStrategy& strategy = plan.strategies[i];
        const StrategyChoice& choice = plan.config.strategies[i];
        const data::LabelColumn& target = plan.dataset.labels[strategy.target];
        const auto require_rows = [&](const Located<std::string>& name, const data::LabelColumn& label) {
            if (label.size() == 0) {
                diagnostics.error(ErrorKind::data, name.where,
                                  fmt::format("label \"{}\" has no rows", name.value),
                                  {"see the table's `where`, `missing` and column"});
            }
        };
        require_rows(choice.target, target);
        for (std::size_t k = 0; k < strategy.sources.size(); ++k) {
            const data::LabelColumn& source = plan.dataset.labels[strategy.sources[k]];
            require_rows(choice.sources[k], source);
            if (source.size() > 0 && target.size() > 0 && data::overlap(plan.dataset, target, source) == 0) {
                diagnostics.warning(
                    ErrorKind::data, choice.sources[k].where,
                    fmt::format("no material has both \"{}\" and \"{}\"", target.name, source.name),
                    {"the source still predicts for the target's materials, unchecked by any of them"});
            }
        }
    }
}

std::vector<evaluation::Split> make_splits(const Plan& plan) {
    const ProtocolChoice& protocol = plan.config.protocol;
    const auto keys = group_keys(plan.dataset, plan.target(), protocol.group_by);
    const Stream stream = study_stream(plan.config);
    return protocol.kind == ProtocolKind::k_fold
               ? evaluation::k_fold(keys, {protocol.folds, protocol.repeats}, stream, protocol.where)
               : evaluation::holdout(keys, {protocol.test_fraction, protocol.repeats}, stream,
                                     protocol.where);
}

} // namespace

Stream study_stream(const Config& config) { return Stream(config.seed); }

std::vector<std::uint64_t> group_keys(const data::Dataset& dataset, const data::LabelColumn& label,
                                      GroupBy group_by) {
    std::vector<std::uint64_t> keys;
    keys.reserve(label.rows.size());
    for (std::size_t i = 0; i < label.rows.size(); ++i) {
        const auto material =
            static_cast<std::size_t>(dataset.row_materials[static_cast<std::size_t>(label.rows[i])]);
        keys.push_back(group_by == GroupBy::composition ? dataset.materials.keys[material]
                                                        : static_cast<std::uint64_t>(i));
    }
    return keys;
}

std::optional<Plan> make_plan(Config config, plugin::Catalogue& catalogue, threads::Workers& workers,
                              Diagnostics& diagnostics) {
    auto featurizers = choose_featurizers(config, catalogue, diagnostics);
    auto learners = choose_learners(config, catalogue, diagnostics);
    auto strategies = choose_strategies(config, catalogue, diagnostics);
    require_one_target(config, diagnostics);
    auto dataset = data::load_dataset(config.tables, workers, diagnostics);
    if (!dataset) {
        return std::nullopt;
    }
    auto made = make_featurizers(config, std::move(featurizers), *dataset, diagnostics);
    if (diagnostics.has_errors()) {
        return std::nullopt;
    }
    mark_strategies(config, strategies);
    Plan plan{std::move(config),   std::move(*dataset),   std::move(made),
              std::move(learners), std::move(strategies), {}};
    check_labels(plan, diagnostics);
    if (diagnostics.has_errors()) {
        return std::nullopt;
    }
    try {
        plan.splits = make_splits(plan);
    } catch (const diagnostics::InputError& error) {
        for (const auto& d : error.diagnostics().all()) {
            diagnostics.add(d);
        }
        return std::nullopt;
    }
    return plan;
}

std::optional<FeaturizePlan> make_featurize_plan(const Config& config, plugin::Catalogue& catalogue,
                                                 threads::Workers& workers, Diagnostics& diagnostics) {
    auto chosen = choose_featurizers(config, catalogue, diagnostics);
    auto dataset = data::load_dataset(config.tables, workers, diagnostics);
    if (!dataset) {
        return std::nullopt;
    }
    auto featurizers = make_featurizers(config, std::move(chosen), *dataset, diagnostics);
    if (diagnostics.has_errors()) {
        return std::nullopt;
    }
    return FeaturizePlan{std::move(*dataset), std::move(featurizers)};
}

} // namespace sinter::study
