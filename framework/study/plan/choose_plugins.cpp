// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/choose_plugins.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/data/tables/label_transform.hpp"
#include "framework/data/tables/unit_hints.hpp"
#include "framework/data/units/units.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/study/plan/named_strategies.hpp"
#include "framework/study/plan/seen_sources.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
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
        diagnostics.error(kind, place_of(choice, error.option()), error.what());
        return nullptr;
    }
}

/// All labels of the config, in the order in which the data set will have them.
std::vector<const data::LabelSpec*> all_labels(const Config& config) {
    std::vector<const data::LabelSpec*> labels;
    for (const auto& table : config.tables) {
        for (const auto& label : table.labels) {
            labels.push_back(&label);
        }
    }
    return labels;
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

void check_sources(const StrategyChoice& choice, const StrategyNeeds& needs, Diagnostics& diagnostics) {
    const auto count = static_cast<std::int64_t>(choice.sources.size());
    if (count >= needs.min_sources && count <= needs.max_sources) {
        return;
    }
    const Position& where = choice.sources.empty() ? choice.plugin.where : choice.sources.front().where;
    const std::string takes = needs.max_sources == 0 ? "no sources"
                              : needs.min_sources == needs.max_sources
                                  ? bytes::counted(needs.min_sources, "source")
                                  : fmt::format("{} to {} sources", needs.min_sources, needs.max_sources);
    diagnostics.error(ErrorKind::config, where,
                      fmt::format("strategy \"{}\": {} takes {}, the config gives {}", choice.name.value,
                                  choice.plugin.id.value, takes, count),
                      {count == 0 ? "write sources = [\"LABEL\"]" : "change `sources`"});
}

const std::string& unit_in_use(const data::LabelSpec& label) {
    return label.convert_to ? label.convert_to->value : label.unit.value;
}

/// Whether what is fitted of two labels is on one scale: both numbers, or the same logarithm of them.
bool same_scale(const data::LabelSpec& a, const data::LabelSpec& b) {
    if (a.transform.value == b.transform.value) {
        return true;
    }
    const auto fitted = [](const data::LabelSpec& label) {
        return data::parse_unit(data::fitted_unit(unit_in_use(label), label.transform.value)).unit;
    };
    const auto of_a = fitted(a);
    const auto of_b = fitted(b);
    return of_a && of_b && data::same_unit(*of_a, *of_b); // a file may hold the logarithms itself
}

void refuse_scales(const StrategyChoice& choice, const data::LabelSpec& target, const data::LabelSpec& source,
                   const Position& where, Diagnostics& diagnostics) {
    const auto fitted = [](const data::LabelSpec& label) {
        const auto unit = data::fitted_unit(unit_in_use(label), label.transform.value);
        return unit.empty() ? std::string("the number itself") : unit;
    };
    diagnostics.error(
        ErrorKind::config, where,
        fmt::format("strategy \"{}\": {} needs sources on the scale of its target; \"{}\" is fitted as {}, "
                    "\"{}\" as {}",
                    choice.name.value, choice.plugin.id.value, source.name.value, fitted(source),
                    target.name.value, fitted(target)),
        {fmt::format(
            "give both the same transform: labels.{}.transform = \"{}\", or labels.{}.transform = \"{}\"",
            source.name.value, data::name_of(target.transform.value), target.name.value,
            data::name_of(source.transform.value))});
}

/// What a strategy that takes sources as values of its target asks of one of them.
void check_same_unit(const StrategyChoice& choice, const data::LabelSpec& target,
                     const data::LabelSpec& source, const Position& where, Diagnostics& diagnostics) {
    if (target.kind != source.kind) {
        const auto holds = [](const data::LabelSpec& label) {
            return label.kind == data::LabelKind::classes ? "classes" : "numbers";
        };
        diagnostics.error(
            ErrorKind::config, where,
            fmt::format("strategy \"{}\": {} needs sources like its target; \"{}\" holds {}, \"{}\" {}",
                        choice.name.value, choice.plugin.id.value, source.name.value, holds(source),
                        target.name.value, holds(target)));
        return;
    }
    const auto to = data::parse_unit(unit_in_use(target)).unit;
    const auto from = data::parse_unit(unit_in_use(source)).unit;
    if (to && from && !same_scale(target, source)) {
        refuse_scales(choice, target, source, where, diagnostics);
        return;
    }
    const bool one_scale = target.transform.value != source.transform.value; // told by their fitted units
    if (!to || !from || one_scale || data::same_unit(*to, *from)) {
        return;
    }
    std::vector<std::string> hints;
    if (data::convertible(*from, *to)) {
        hints.push_back(
            fmt::format("write labels.{}.convert_to = \"{}\"", source.name.value, unit_in_use(target)));
    } else {
        hints = data::inconvertible_hints(data::unit_at_key(source), data::unit_at_key(target));
        hints.emplace_back("or take a strategy that does not compare the labels as numbers");
    }
    diagnostics.error(
        ErrorKind::config, where,
        fmt::format(
            "strategy \"{}\": {} needs sources in the unit of its target; \"{}\" is in {}, \"{}\" in {}",
            choice.name.value, choice.plugin.id.value, source.name.value, unit_in_use(source),
            target.name.value, unit_in_use(target)),
        std::move(hints));
}

void check_units(const StrategyChoice& choice, const PlannedStrategy& planned, const Config& config,
                 Diagnostics& diagnostics) {
    const auto labels = all_labels(config);
    for (const std::size_t target : planned.targets) {
        for (std::size_t k = 0; k < planned.sources.size(); ++k) {
            check_same_unit(choice, *labels[target], *labels[planned.sources[k]], choice.sources[k].where,
                            diagnostics);
        }
    }
}

void check_numbers_only(const StrategyChoice& choice, const PlannedStrategy& planned, const Config& config,
                        Diagnostics& diagnostics) {
    const auto labels = all_labels(config);
    const auto require_number = [&](const Located<std::string>& name, std::size_t index) {
        if (labels[index]->kind == data::LabelKind::classes) {
            diagnostics.error(
                ErrorKind::config, name.where,
                fmt::format("strategy \"{}\": label \"{}\" holds classes; {} takes numbers only",
                            choice.name.value, name.value, choice.plugin.id.value));
        }
    };
    for (std::size_t t = 0; t < planned.targets.size(); ++t) {
        require_number(choice.targets[t], planned.targets[t]);
    }
    for (std::size_t k = 0; k < planned.sources.size(); ++k) {
        require_number(choice.sources[k], planned.sources[k]);
    }
}

void check_targets(const StrategyChoice& choice, const StrategyNeeds& needs, Diagnostics& diagnostics) {
    const auto count = static_cast<std::int64_t>(choice.targets.size());
    if (count > needs.max_targets) {
        diagnostics.error(ErrorKind::config, choice.targets.front().where,
                          fmt::format("strategy \"{}\": {} takes at most {}, the config gives {}",
                                      choice.name.value, choice.plugin.id.value,
                                      bytes::counted(needs.max_targets, "target"), count));
    }
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

} // namespace

const Position& place_of(const PluginChoice& choice, std::string_view option) {
    const auto written = std::find_if(choice.options.begin(), choice.options.end(),
                                      [&](const plugin::WrittenOption& o) { return o.name.value == option; });
    return written != choice.options.end() ? written->value.where : choice.where;
}

std::optional<ChosenPlugin> choose(plugin::PluginKind kind, const PluginChoice& choice, const Config& config,
                                   plugin::Catalogue& catalogue, Diagnostics& diagnostics) {
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
    Options options = plugin::validate_options(
        found->parameters(), choice.options,
        {choice.id.value, choice.where, config.folder, learner_names, strategy_names, choice.host_keys},
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

std::vector<Column> input_schema(const data::Dataset& dataset) {
    std::vector<Column> columns;
    for (const auto& input : dataset.inputs) {
        columns.push_back({input.name, input.unit,
                           input.kind == data::InputKind::category ? Kind::category : Kind::number,
                           input.levels});
    }
    return columns;
}

std::shared_ptr<const Featurizer> make(const ChosenPlugin& chosen, const std::vector<Column>& inputs,
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

std::vector<PlannedStrategy> choose_strategies(const Config& config, plugin::Catalogue& catalogue,
                                               Diagnostics& diagnostics) {
    std::vector<PlannedStrategy> strategies;
    for (const auto& choice : config.strategies) {
        auto chosen = choose(plugin::PluginKind::strategy, choice.plugin, config, catalogue, diagnostics);
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
                return without_unasked_sources(
                    plugin::make_strategy(*planned.chosen.plugin, planned.chosen.options));
            });
        if (!planned.strategy) {
            continue;
        }
        const StrategyNeeds needs = planned.strategy->needs();
        check_sources(choice, needs, diagnostics);
        check_targets(choice, needs, diagnostics);
        if (!complete) {
            continue;
        }
        if (needs.numbers_only) {
            check_numbers_only(choice, planned, config, diagnostics);
        }
        if (needs.same_unit) {
            check_units(choice, planned, config, diagnostics);
        }
        strategies.push_back(std::move(planned));
    }
    check_named_strategies(config, strategies, diagnostics);
    return strategies;
}

} // namespace sinter::study
