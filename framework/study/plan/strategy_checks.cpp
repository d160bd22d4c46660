// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/strategy_checks.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/data/tables/label_transform.hpp"
#include "framework/data/tables/unit_hints.hpp"
#include "framework/data/units/units.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/study/plan/choose_plugins.hpp"
#include "framework/study/plan/named_strategies.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::Position;

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

/// What a learner lacks, in words; empty: nothing.
std::vector<std::string> lacking(Capabilities needed, Capabilities given) {
    static constexpr std::pair<unsigned, const char*> words[] = {
        {SINTER_CAN_REGRESS, "numbers as labels"},
        {SINTER_CAN_CLASSIFY, "classes as labels"},
        {SINTER_CAN_MANY_LABELS, "several labels at once"},
        {SINTER_CAN_MISSING_LABELS, "rows without some of their labels"},
        {SINTER_CAN_MISSING_FEATURES, "missing features"},
        {SINTER_CAN_CATEGORIES, "categorical features"},
        {SINTER_CAN_WEIGHTS, "weighted rows"},
        {SINTER_GIVES_OUT_OF_BAG, "out-of-bag predictions"},
        {SINTER_CAN_NOISE, "stated errors of labels"}};
    std::vector<std::string> lacks;
    for (const auto& [bit, word] : words) {
        if ((needed & bit) != 0 && (given & bit) == 0) {
            lacks.emplace_back(word);
        }
    }
    return lacks;
}

const LearnerChoice& choice_of(const Config& config, const std::string& learner) {
    return *std::find_if(config.learners.begin(), config.learners.end(),
                         [&](const LearnerChoice& choice) { return choice.name.value == learner; });
}

void check_learner(const StrategyChoice& strategy, const LearnerNeed& need, const PlannedLearner& learner,
                   const std::vector<PlannedLearner>& learners, const Config& config,
                   Diagnostics& diagnostics) {
    const auto lacks = lacking(need.capabilities, learner.learner->capabilities());
    if (lacks.empty()) {
        return;
    }
    const LearnerChoice& choice = choice_of(config, learner.name);
    const Position& where = choice.name.where;
    std::vector<std::string> hints;
    if (!need.why.empty()) {
        hints.push_back(fmt::format("{} needs it: {}", strategy.plugin.id.value, need.why));
    }
    hints.push_back(
        fmt::format("[learner.{}] is at {}:{}:{}", learner.name, where.file, where.line, where.column));
    std::vector<std::string> able;
    for (const auto& other : learners) {
        if (lacking(need.capabilities, other.learner->capabilities()).empty()) {
            able.push_back("\"" + other.name + "\"");
        }
    }
    hints.push_back(able.empty() ? "no learner of this config does"
                                 : fmt::format("these do: {}", fmt::join(able, ", ")));
    diagnostics.error(ErrorKind::config, place_of(strategy.plugin, need.option),
                      fmt::format("strategy \"{}\": {} = \"{}\": {} does not know {}", strategy.name.value,
                                  need.option, learner.name, choice.plugin.id.value, fmt::join(lacks, ", ")),
                      std::move(hints));
}

} // namespace

void check_counts(const StrategyChoice& choice, const StrategyNeeds& needs, Diagnostics& diagnostics) {
    check_sources(choice, needs, diagnostics);
    check_targets(choice, needs, diagnostics);
}

void check_labels(const StrategyChoice& choice, const PlannedStrategy& planned, const StrategyNeeds& needs,
                  const Config& config, Diagnostics& diagnostics) {
    if (needs.numbers_only) {
        check_numbers_only(choice, planned, config, diagnostics);
    }
    if (needs.same_unit) {
        check_units(choice, planned, config, diagnostics);
    }
}

void check_learners(const StrategyChoice& choice, const PlannedStrategy& planned, const StrategyNeeds& needs,
                    const std::vector<PlannedLearner>& learners, const Config& config,
                    Diagnostics& diagnostics) {
    const auto& declared = planned.chosen.plugin->parameters().all();
    for (const LearnerNeed& need : needs.learners) {
        const auto option = std::find_if(declared.begin(), declared.end(),
                                         [&](const Parameter& p) { return p.name == need.option; });
        if (option == declared.end()) {
            diagnostics.error(ErrorKind::plugin, choice.plugin.where,
                              fmt::format("{} says what its option \"{}\" needs, which it does not declare",
                                          choice.plugin.id.value, need.option));
            continue;
        }
        for (const std::string& name : named_learners(planned.chosen, *option)) {
            const auto learner = std::find_if(learners.begin(), learners.end(),
                                              [&](const PlannedLearner& l) { return l.name == name; });
            if (learner != learners.end()) { // else it has errors of its own
                check_learner(choice, need, *learner, learners, config, diagnostics);
            }
        }
    }
}

std::vector<const data::LabelSpec*> all_labels(const Config& config) {
    std::vector<const data::LabelSpec*> labels;
    for (const auto& table : config.tables) {
        for (const auto& label : table.labels) {
            labels.push_back(&label);
        }
    }
    return labels;
}

} // namespace sinter::study
