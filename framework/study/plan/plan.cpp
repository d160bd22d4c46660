// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/plan.hpp"

#include "framework/data/join/load_dataset.hpp"
#include "framework/data/tables/number_column.hpp"
#include "framework/plugin/guard/harm_watch.hpp"
#include "framework/study/plan/choose_plugins.hpp"
#include "framework/study/plan/derived_rows.hpp"
#include "framework/study/plan/placebo.hpp"
#include "framework/study/plan/plan_bounds.hpp"
#include "framework/study/plan/plan_splits.hpp"
#include "framework/study/plan/trial_id.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
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
        auto featurizer = make(*chosen[i], inputs, config.featurizers[i], diagnostics);
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

/// The targets of all strategies, each once, in their order.
std::vector<std::size_t> all_targets(const std::vector<PlannedStrategy>& strategies) {
    std::vector<std::size_t> targets;
    for (const auto& strategy : strategies) {
        for (const std::size_t target : strategy.targets) {
            if (std::find(targets.begin(), targets.end(), target) == targets.end()) {
                targets.push_back(target);
            }
        }
    }
    return targets;
}

void warn_of_no_overlap(const Plan& plan, const Located<std::string>& name, const data::LabelColumn& target,
                        const data::LabelColumn& source, Diagnostics& diagnostics) {
    if (data::overlap(plan.dataset, target, source) > 0) {
        return;
    }
    diagnostics.warning(ErrorKind::data, name.where,
                        fmt::format("no material has both \"{}\" and \"{}\"", target.name, source.name),
                        {"the source still predicts for the target's materials, unchecked by any of them"});
}

/// A label without rows is said once, however many strategies name it.
void check_labels(const Plan& plan, Diagnostics& diagnostics) {
    std::set<std::string> empty;
    const auto has_rows = [&](const Located<std::string>& name, const data::LabelColumn& label) {
        if (label.size() == 0 && empty.insert(label.name).second) {
            diagnostics.error(ErrorKind::data, name.where,
                              fmt::format("label \"{}\" has no rows", name.value),
                              {"see the table's `where`, `missing` and column"});
        }
        return label.size() > 0;
    };
    for (std::size_t i = 0; i < plan.strategies.size(); ++i) {
        const PlannedStrategy& strategy = plan.strategies[i];
        const StrategyChoice& choice = plan.config.strategies[i];
        for (std::size_t t = 0; t < strategy.targets.size(); ++t) {
            const data::LabelColumn& target = plan.dataset.labels[strategy.targets[t]];
            const bool has_target = has_rows(choice.targets[t], target);
            for (std::size_t k = 0; k < strategy.sources.size(); ++k) {
                const data::LabelColumn& source = plan.dataset.labels[strategy.sources[k]];
                if (has_rows(choice.sources[k], source) && has_target) {
                    warn_of_no_overlap(plan, choice.sources[k], target, source, diagnostics);
                }
            }
        }
    }
}

/// The first categorical feature; null where there is none.
const Feature* first_category(const Plan& plan) {
    for (const auto& planned : plan.featurizers) {
        for (const auto& feature : planned.featurizer->features()) {
            if (feature.kind == FeatureKind::category) {
                return &feature;
            }
        }
    }
    return nullptr;
}

/// A learner that cannot take what every strategy would give it would fail in every trial.
void check_learners(const Plan& plan, Diagnostics& diagnostics) {
    const Feature* category = first_category(plan);
    for (std::size_t i = 0; category != nullptr && i < plan.learners.size(); ++i) {
        const PlannedLearner& planned = plan.learners[i];
        if ((planned.learner->capabilities() & SINTER_CAN_CATEGORIES) == 0) {
            diagnostics.error(
                ErrorKind::config, plan.config.learners[i].plugin.where,
                fmt::format("learner \"{}\" ({}) takes numbers only, and the feature \"{}\" is a category",
                            planned.name, planned.chosen.plugin->id(), category->name),
                {"featurizers that give categories may also give numbers for them: "
                 "`sinter plugins describe ID` lists their options, e.g. encoding = \"one_hot\""});
        }
    }
}

void add_row_materials(Plan& plan) {
    for (const auto material : plan.dataset.row_materials) {
        plan.row_materials.push_back(plan.dataset.materials.keys[static_cast<std::size_t>(material)]);
    }
}

void shuffle_placebo_sources(Plan& plan) {
    for (const auto& strategy : plan.strategies) {
        for (const std::size_t source : strategy.placebo ? strategy.sources : std::vector<std::size_t>()) {
            if (!plan.shuffled.contains(source)) {
                plan.shuffled.emplace(source,
                                      shuffled_between_materials(plan.dataset, plan.dataset.labels[source],
                                                                 study_stream(plan.config)));
            }
        }
    }
}

/// Splits and trials; throws InputError.
void add_work(Plan& plan, threads::Workers& workers) {
    plan.targets = all_targets(plan.strategies);
    plan.records = target_records(plan.dataset, plan.targets);
    if (plan.config.protocol.kind == ProtocolKind::leave_one_cluster_out) {
        plan.features = features_of(plan, workers);
        std::vector<std::int64_t> rows;
        for (const auto& record : plan.records) {
            rows.push_back(record.row);
        }
        plan.groups = cluster_groups(plan.dataset, *plan.features, rows, plan.config.protocol.clusters,
                                     study_stream(plan.config), plan.config.protocol.where);
    } else {
        plan.groups = row_groups(plan.dataset, plan.config.protocol.group_by);
    }
    require_bounded_work(plan);
    add_row_materials(plan);
    shuffle_placebo_sources(plan);
    plan.fractions = plan.config.protocol.learning_curve;
    const auto full = full_splits(plan);
    plan.test_to_training = test_to_training(full);
    plan.splits = planned_splits(plan, full);
    for (std::size_t split = 0; split < plan.splits.size(); ++split) {
        for (std::size_t strategy = 0; strategy < plan.strategies.size(); ++strategy) {
            plan.trials.push_back({strategy, split, {}});
        }
    }
    assign_trial_ids(plan);
}

/// The first value of each row that is too large to be squared. A value that is too small counts as 0 beside
/// others, and does no harm.
std::vector<std::pair<std::int64_t, std::string>> too_large(const FeatureMatrix& features) {
    std::vector<std::pair<std::int64_t, std::string>> found;
    for (Index row = 0; row < features.values.rows(); ++row) {
        for (Index k = 0; k < features.values.cols(); ++k) {
            const double value = features.values(row, k);
            if (std::abs(value) > data::greatest_size) {
                found.emplace_back(row, fmt::format("{} is {:g}, expected a size of at most {:g}",
                                                    features.features[static_cast<std::size_t>(k)].name,
                                                    value, data::greatest_size));
                break;
            }
        }
    }
    return found;
}

void require_all_featurized(const Plan& plan, const FeatureMatrix& features) {
    constexpr std::size_t most = 20;
    auto errors = too_large(features);
    errors.insert(errors.begin(), features.errors.begin(), features.errors.end());
    if (errors.empty()) {
        return;
    }
    Diagnostics diagnostics;
    const auto& where = plan.config.featurizers.front().where;
    for (std::size_t i = 0; i < std::min(most, errors.size()); ++i) {
        const auto& [row, text] = errors[i];
        const auto material = plan.dataset.row_materials[static_cast<std::size_t>(row)];
        diagnostics.error(
            ErrorKind::data, where,
            fmt::format("{} cannot be featurized: {}", plan.dataset.materials.name(material), text));
    }
    if (errors.size() > most) {
        diagnostics.error(ErrorKind::data, where, fmt::format("and {} more materials", errors.size() - most));
    }
    throw diagnostics::InputError(diagnostics);
}

} // namespace

TrialKey key_of(const Plan& plan, const Trial& trial) {
    const PlannedSplit& split = plan.splits[trial.split];
    return {trial.strategy, split.rows.repeat, split.rows.fold, split.inner, split.size};
}

double fraction_of(const Plan& plan, const PlannedSplit& split) { return plan.fractions[split.size]; }

const PlannedDerived* derived_target(const Plan& plan, std::size_t target) {
    return target < plan.targets.size() ? nullptr : &plan.derived[target - plan.targets.size()];
}

const std::string& target_name(const Plan& plan, std::size_t target) {
    const auto* derived = derived_target(plan, target);
    return derived != nullptr ? derived->name : plan.dataset.labels[plan.targets[target]].name;
}

std::size_t target_of_label(const Plan& plan, std::size_t label) {
    return static_cast<std::size_t>(std::find(plan.targets.begin(), plan.targets.end(), label) -
                                    plan.targets.begin());
}

Stream study_stream(const Config& config) { return Stream(config.seed); }

std::uint64_t group_key(const Plan& plan, const TargetRecord& record) {
    if (!plan.groups.by_record) {
        return plan.groups.keys[static_cast<std::size_t>(record.row)];
    }
    // Not the row: records of one material under the same inputs share it.
    const auto& label = plan.dataset.labels[record.label];
    return (static_cast<std::uint64_t>(label.table + 1) << 32U) |
           label.lines[static_cast<std::size_t>(record.record)];
}

std::string group_name(const Plan& plan, const TargetRecord& record) {
    if (!plan.groups.by_record) {
        return plan.groups.names[static_cast<std::size_t>(record.row)];
    }
    const auto& label = plan.dataset.labels[record.label];
    return fmt::format("table {}, line {}", label.table + 1,
                       label.lines[static_cast<std::size_t>(record.record)]);
}

std::map<std::string, std::shared_ptr<const plugin::LoadedPlugin>> plugins_of(const Plan& plan) {
    std::map<std::string, std::shared_ptr<const plugin::LoadedPlugin>> plugins;
    const auto add = [&](const ChosenPlugin& chosen) { plugins.emplace(chosen.plugin->id(), chosen.plugin); };
    for (const auto& featurizer : plan.featurizers) {
        add(featurizer.chosen);
    }
    for (const auto& learner : plan.learners) {
        add(learner.chosen);
    }
    for (const auto& strategy : plan.strategies) {
        add(strategy.chosen);
    }
    return plugins;
}

std::vector<std::string> calls_into_all(const Plan& plan, const char* doing) {
    std::vector<std::string> calls;
    for (const auto& [id, loaded] : plugins_of(plan)) {
        calls.push_back(plugin::text_of_call(loaded->callee(), doing));
    }
    return calls;
}

std::shared_ptr<const FeatureMatrix> features_of(const Plan& plan, threads::Workers& workers) {
    if (plan.features) {
        return plan.features;
    }
    std::vector<std::shared_ptr<const Featurizer>> featurizers;
    for (const auto& planned : plan.featurizers) {
        featurizers.push_back(planned.featurizer);
    }
    plugin::HarmWatch watch(plan.harm ? plan.harm : std::make_shared<plugin::HarmBoard>());
    auto features = std::make_shared<const FeatureMatrix>(featurize(plan.dataset, featurizers, workers));
    watch.look([&] {
        std::vector<std::string> calls;
        for (const auto& planned : plan.featurizers) {
            calls.push_back(plugin::text_of_call(planned.chosen.plugin->callee(), "featurizing"));
        }
        return calls;
    });
    require_all_featurized(plan, *features);
    return features;
}

namespace {

std::optional<Plan> checked_plan(Config config, plugin::Catalogue& catalogue, threads::Workers& workers,
                                 Diagnostics& diagnostics) {
    auto featurizers = choose_featurizers(config, catalogue, diagnostics);
    auto learners = choose_learners(config, catalogue, diagnostics);
    auto strategies = choose_strategies(config, learners, catalogue, diagnostics);
    check_group_by(config, diagnostics);
    auto dataset = data::load_dataset(config.tables, workers, diagnostics);
    if (!dataset) {
        return std::nullopt;
    }
    auto made = make_featurizers(config, std::move(featurizers), *dataset, diagnostics);
    if (diagnostics.has_errors()) {
        return std::nullopt;
    }
    mark_strategies(config, strategies);
    Plan plan;
    plan.config = std::move(config);
    plan.dataset = std::move(*dataset);
    plan.featurizers = std::move(made);
    plan.learners = std::move(learners);
    plan.strategies = std::move(strategies);
    plan.derived = plan_derived(plan.config, plan.dataset);
    plan.harm = catalogue.harm();
    check_labels(plan, diagnostics);
    check_learners(plan, diagnostics);
    if (diagnostics.has_errors()) {
        return std::nullopt;
    }
    try {
        add_work(plan, workers);
    } catch (const diagnostics::InputError& error) {
        for (const auto& d : error.diagnostics().all()) {
            diagnostics.add(d);
        }
        return std::nullopt;
    }
    check_splits(plan, diagnostics);
    check_derived_rows(plan, diagnostics);
    if (diagnostics.has_errors()) {
        return std::nullopt;
    }
    return plan;
}

} // namespace

std::optional<Plan> make_plan(Config config, plugin::Catalogue& catalogue, threads::Workers& workers,
                              Diagnostics& diagnostics) {
    plugin::HarmWatch watch(catalogue.harm());
    auto plan = checked_plan(std::move(config), catalogue, workers, diagnostics);
    const bool told = diagnostics.has_errors();
    try {
        watch.look([&] { return plan ? calls_into_all(*plan, "asking") : std::vector<std::string>(); });
    } catch (const Error&) {
        // It stands on the board.
    }
    if (!told) {
        for (const auto& text : catalogue.harm()->texts()) {
            diagnostics.error(ErrorKind::plugin, {}, text);
        }
    }
    return diagnostics.has_errors() ? std::nullopt : std::move(plan);
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
