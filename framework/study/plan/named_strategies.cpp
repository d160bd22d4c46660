// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/named_strategies.hpp"

#include "framework/study/plan/asked_problem.hpp"
#include "framework/study/plan/choose_plugins.hpp"

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

const PlannedStrategy* find(const std::vector<PlannedStrategy>& strategies, const std::string& name) {
    const auto found = std::find_if(strategies.begin(), strategies.end(),
                                    [&](const PlannedStrategy& s) { return s.name == name; });
    return found != strategies.end() ? &*found : nullptr;
}

/// Whether `from` leads to the strategy `to` by names. `seen` keeps circles beside it from being followed for ever.
bool leads_to(const std::vector<PlannedStrategy>& strategies, const PlannedStrategy& from,
              const std::string& to, std::set<std::string>& seen) {
    if (from.name == to) {
        return true;
    }
    if (!seen.insert(from.name).second) {
        return false;
    }
    const auto names = named_strategies(from.chosen);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        const PlannedStrategy* next = find(strategies, name);
        return next != nullptr && leads_to(strategies, *next, to, seen);
    });
}

const char* text_of(HoldOutSources hold_out) {
    return hold_out == HoldOutSources::yes  ? "true"
           : hold_out == HoldOutSources::no ? "false"
                                            : "\"out_of_bag\"";
}

/// What keeps `named` from being fitted on the problem of `caller`; empty where nothing does.
std::string misfit(const PlannedStrategy& caller, const PlannedStrategy& named) {
    if (named.targets != caller.targets) {
        return "whose targets are not its own";
    }
    for (std::size_t k = 0; k < named.sources.size(); ++k) {
        if (std::find(caller.sources.begin(), caller.sources.end(), named.sources[k]) ==
            caller.sources.end()) {
            return fmt::format("whose source \"{}\" is not among its own", named.source_names[k]);
        }
    }
    if (!named.sources.empty() && named.hold_out_sources != caller.hold_out_sources) {
        return fmt::format("whose hold_out_sources is {}, not {}", text_of(named.hold_out_sources),
                           text_of(caller.hold_out_sources));
    }
    if (!named.sources.empty() && named.placebo != caller.placebo) {
        return named.placebo ? "which is a placebo" : "which is no placebo as it is itself";
    }
    return {};
}

void check_name(const std::vector<PlannedStrategy>& strategies, const PlannedStrategy& caller,
                const std::string& name, const Position& where, Diagnostics& diagnostics) {
    const PlannedStrategy* named = find(strategies, name);
    if (named == nullptr) {
        return; // it has errors of its own, which are reported there
    }
    std::set<std::string> seen;
    if (leads_to(strategies, *named, caller.name, seen)) {
        diagnostics.error(ErrorKind::config, where,
                          name == caller.name
                              ? fmt::format("strategy \"{}\" names itself", name)
                              : fmt::format("strategy \"{}\" names \"{}\", which is made of \"{}\"",
                                            caller.name, name, caller.name));
        return;
    }
    const std::string fault = misfit(caller, *named);
    if (!fault.empty()) {
        diagnostics.error(ErrorKind::config, where,
                          fmt::format("strategy \"{}\" names \"{}\", {}", caller.name, name, fault),
                          {"it fits the strategies that it names on its own rows: give both the same target "
                           "and hold_out_sources, and it all the sources that they use"});
    }
}

} // namespace

std::vector<std::string> named_learners(const ChosenPlugin& chosen, const Parameter& option) {
    const OptionValue& value = chosen.options.value(option.name);
    if (option.type == ParameterType::learners) {
        return value.texts;
    }
    return option.type == ParameterType::learner && !value.text.empty() ? std::vector{value.text}
                                                                        : std::vector<std::string>();
}

std::vector<std::string> named_strategies(const ChosenPlugin& chosen) {
    std::vector<std::string> names;
    for (const auto& option : chosen.plugin->parameters().all()) {
        if (option.type == ParameterType::strategies) {
            for (const auto& name : chosen.options.strategies(option.name)) {
                if (std::find(names.begin(), names.end(), name) == names.end()) {
                    names.push_back(name);
                }
            }
        }
    }
    return names;
}

void check_named_strategies(const Config& config, const std::vector<PlannedStrategy>& strategies,
                            Diagnostics& diagnostics) {
    for (const auto& caller : strategies) {
        const auto choice = std::find_if(config.strategies.begin(), config.strategies.end(),
                                         [&](const auto& c) { return c.name.value == caller.name; });
        for (const auto& option : caller.chosen.plugin->parameters().all()) {
            if (option.type == ParameterType::strategies) {
                for (const auto& name : caller.chosen.options.strategies(option.name)) {
                    check_name(strategies, caller, name, place_of(choice->plugin, option.name), diagnostics);
                }
            }
        }
    }
}

std::shared_ptr<const TransferModel> NamedStrategy::fit(const TransferProblem& problem, Host& host) const {
    TransferProblem own = problem;
    own.sources.clear();
    std::vector<Index> columns;
    for (const auto& name : planned_->source_names) {
        const auto found = std::find_if(problem.sources.begin(), problem.sources.end(),
                                        [&](const Task& task) { return task.label.name == name; });
        if (found == problem.sources.end()) {
            fail_invalid(fmt::format("strategy \"{}\" needs the source \"{}\"", planned_->name, name));
        }
        own.sources.push_back(*found);
        columns.push_back(found - problem.sources.begin());
    }
    return shown_sources(planned_->strategy->fit(own, host), std::move(columns));
}

} // namespace sinter::study
