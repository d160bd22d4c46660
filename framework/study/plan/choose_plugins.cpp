// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/choose_plugins.hpp"

#include "framework/diagnostics/nearest_name.hpp"
#include "framework/study/plan/asked_problem.hpp"
#include "framework/study/plan/named_strategies.hpp"
#include "framework/study/plan/strategy_checks.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::Position;

/// Makes a plugin's object; what it throws becomes an error at the option that it names, or at the plugin's section.
template <class Make>
auto make_or_report(const PluginChoice& choice, Diagnostics& diagnostics, const Make& make)
    -> decltype(make()) {
    try {
        return make();
    } catch (const Error& error) {
        const auto kind = error.code() == SINTER_INVALID_ARGUMENT ? ErrorKind::config : ErrorKind::plugin;
        std::vector<std::string> hints;
        if (!error.other_option().empty()) {
            const Position& other = place_of(choice, error.other_option());
            const bool written = &other != &choice.where;
            hints.push_back(written ? fmt::format("{} is at {}:{}:{}", error.other_option(), other.file,
                                                  other.line, other.column)
                                    : fmt::format("{} has its default", error.other_option()));
        }
        diagnostics.error(kind, place_of(choice, error.option()), error.what(), std::move(hints));
        return nullptr;
    }
}

std::optional<std::size_t> find_label(const Located<std::string>& name, std::string_view key,
                                      const Config& config, Diagnostics& diagnostics) {
    const auto labels = all_labels(config);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i]->name.value == name.value) {
            return i;
        }
        names.push_back(labels[i]->name.value);
    }
    if (!name.value.empty()) {
        diagnostics.error(ErrorKind::config, name.where,
                          fmt::format("{} \"{}\" is not a label of any table", key, name.value),
                          diagnostics::name_hints(name.value, names, "labels"));
    }
    return std::nullopt;
}

/// Targets and sources by index; false where one is not there.
bool resolve_tasks(const StrategyChoice& choice, const Config& config, PlannedStrategy& planned,
                   Diagnostics& diagnostics) {
    bool complete = true;
    const auto resolve = [&](const Located<std::string>& name, const char* key) {
        const auto found = find_label(name, key, config, diagnostics);
        complete = complete && found.has_value();
        return found.value_or(0);
    };
    for (const auto& target : choice.targets) {
        planned.targets.push_back(resolve(target, "target"));
    }
    for (const auto& source : choice.sources) {
        planned.sources.push_back(resolve(source, "source"));
        planned.source_names.push_back(source.value);
        for (const auto& target : choice.targets) {
            if (!source.value.empty() && source.value == target.value) {
                diagnostics.error(ErrorKind::config, source.where,
                                  fmt::format("\"{}\" is both the target and a source", source.value));
            }
        }
    }
    return complete;
}

/// What the strategy asks for, and all that it names; planning may have found that they go in circles.
Shown asked_by_all(const std::vector<PlannedStrategy>& strategies, const PlannedStrategy& asking,
                   std::set<std::string>& seen) {
    Shown asked = asked_by(asking.strategy->needs());
    seen.insert(asking.name);
    for (const auto& name : named_strategies(asking.chosen)) {
        for (const auto& named : strategies) {
            if (named.name == name && seen.count(name) == 0) {
                const Shown further = asked_by_all(strategies, named, seen);
                asked.compositions = asked.compositions || further.compositions;
                asked.candidates = asked.candidates || further.candidates;
            }
        }
    }
    return asked;
}

void show_what_is_asked(std::vector<PlannedStrategy>& strategies) {
    std::vector<Shown> shown;
    for (const auto& strategy : strategies) {
        std::set<std::string> seen;
        shown.push_back(asked_by_all(strategies, strategy, seen));
    }
    for (std::size_t i = 0; i < strategies.size(); ++i) {
        strategies[i].reads_compositions = shown[i].compositions;
        strategies[i].reads_candidates = shown[i].candidates;
        strategies[i].strategy = shown_only(std::move(strategies[i].strategy), shown[i]);
    }
}

} // namespace

const Position& place_of(const PluginChoice& choice, std::string_view option) {
    const auto written = std::find_if(choice.options.begin(), choice.options.end(),
                                      [&](const plugin::WrittenOption& o) { return o.name.value == option; });
    return written != choice.options.end() ? written->value.where : choice.where;
}

std::optional<ChosenPlugin> choose(plugin::PluginKind kind, const PluginChoice& choice, const Config& config,
                                   plugin::Catalogue& catalogue, Diagnostics& diagnostics,
                                   const std::vector<std::string>& source_names) {
    if (choice.id.value.empty()) {
        return std::nullopt;
    }
    const std::size_t before = diagnostics.error_count();
    auto found = catalogue.find(kind, choice.id, diagnostics);
    if (!found) {
        return std::nullopt;
    }
    std::vector<std::string> learner_names;
    for (const auto& learner : config.learners) {
        learner_names.push_back(learner.name.value);
    }
    std::vector<std::string> strategy_names;
    for (const auto& strategy : config.strategies) {
        strategy_names.push_back(strategy.name.value);
    }
    Options options = plugin::validate_options(found->parameters(), choice.options,
                                               {choice.id.value, choice.where, config.folder, learner_names,
                                                strategy_names, choice.host_keys, source_names},
                                               diagnostics);
    if (diagnostics.error_count() != before) {
        return std::nullopt;
    }
    std::vector<std::string> written;
    for (const auto& option : choice.options) {
        written.push_back(option.name.value);
    }
    return ChosenPlugin{std::move(found), std::move(options), std::move(written)};
}

std::vector<InputColumn> input_schema(const data::Dataset& dataset) {
    std::vector<InputColumn> columns;
    for (const auto& input : dataset.inputs) {
        columns.push_back(
            {input.name, input.unit,
             input.kind == data::InputKind::category ? FeatureKind::category : FeatureKind::number,
             input.levels});
    }
    return columns;
}

std::shared_ptr<const Featurizer> make(const ChosenPlugin& chosen, const std::vector<InputColumn>& inputs,
                                       const PluginChoice& choice, Diagnostics& diagnostics) {
    return make_or_report(choice, diagnostics, [&]() -> std::shared_ptr<const Featurizer> {
        return plugin::make_featurizer(*chosen.plugin, chosen.options, inputs);
    });
}

std::vector<PlannedLearner> choose_learners(const Config& config, plugin::Catalogue& catalogue,
                                            Diagnostics& diagnostics) {
    std::vector<PlannedLearner> learners;
    for (const auto& choice : config.learners) {
        auto chosen = choose(plugin::PluginKind::learner, choice.plugin, config, catalogue, diagnostics);
        if (!chosen) {
            continue;
        }
        auto learner = make_or_report(choice.plugin, diagnostics, [&]() -> std::shared_ptr<const Learner> {
            return plugin::make_learner(*chosen->plugin, chosen->options);
        });
        if (learner) {
            learners.push_back({choice.name.value, std::move(*chosen), std::move(learner)});
        }
    }
    return learners;
}

std::vector<PlannedStrategy> choose_strategies(const Config& config,
                                               const std::vector<PlannedLearner>& learners,
                                               plugin::Catalogue& catalogue, Diagnostics& diagnostics) {
    std::vector<PlannedStrategy> strategies;
    for (const auto& choice : config.strategies) {
        std::vector<std::string> source_names;
        for (const auto& source : choice.sources) {
            source_names.push_back(source.value);
        }
        auto chosen =
            choose(plugin::PluginKind::strategy, choice.plugin, config, catalogue, diagnostics, source_names);
        PlannedStrategy planned;
        planned.name = choice.name.value;
        planned.hold_out_sources = choice.hold_out_sources;
        planned.placebo = choice.placebo.value;
        const bool complete = resolve_tasks(choice, config, planned, diagnostics);
        if (!chosen) {
            continue;
        }
        planned.chosen = std::move(*chosen);
        planned.strategy =
            make_or_report(choice.plugin, diagnostics, [&]() -> std::shared_ptr<const TransferStrategy> {
                return plugin::make_strategy(*planned.chosen.plugin, planned.chosen.options);
            });
        if (!planned.strategy) {
            continue;
        }
        const StrategyNeeds needs = planned.strategy->needs();
        check_counts(choice, needs, diagnostics);
        check_learners(choice, planned, needs, learners, config, diagnostics);
        if (!complete) {
            continue;
        }
        check_labels(choice, planned, needs, config, diagnostics);
        strategies.push_back(std::move(planned));
    }
    check_named_strategies(config, strategies, diagnostics);
    show_what_is_asked(strategies);
    return strategies;
}

} // namespace sinter::study
