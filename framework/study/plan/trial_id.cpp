// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/trial_id.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/study/plan/content_hash.hpp"
#include "framework/study/plan/derived_rows.hpp"
#include "framework/study/plan/effective_config.hpp"
#include "framework/study/plan/named_strategies.hpp"

#include <fmt/format.h>

#include <set>
#include <string_view>

namespace sinter::study {
namespace {

/// A list of named parts that no other list of parts can be mistaken for.
class Identity {
public:
    void add(std::string_view name, std::string_view content) {
        text_ += fmt::format("{} {}\n{}\n", name, content.size(), content);
    }
    void add(const ChosenPlugin& chosen) {
        add("plugin",
            fmt::format("{} {} {}", chosen.plugin->id(), chosen.plugin->version(), chosen.plugin->digest()));
    }
    [[nodiscard]] std::string digest() const { return bytes::sha256(text_); }

private:
    std::string text_;
};

void add_data(const Plan& plan, Identity& identity) {
    identity.add("seed", fmt::format("{}", plan.config.seed));
    identity.add("tables", effective_tables(plan));
    for (const auto& table : plan.dataset.tables) {
        identity.add("data", table.sha256);
    }
}

/// The learners that a plugin names, and those that they name.
void add_learners(const Plan& plan, const ChosenPlugin& chosen, std::set<std::string>& seen,
                  Identity& identity) {
    for (const auto& parameter : chosen.plugin->parameters().all()) {
        for (const std::string& name : named_learners(chosen, parameter)) {
            for (const auto& learner : plan.learners) {
                if (learner.name == name && seen.insert(name).second) {
                    identity.add("learner " + name, effective_learner(learner));
                    identity.add(learner.chosen);
                    add_learners(plan, learner.chosen, seen, identity);
                }
            }
        }
    }
}

/// A strategy with all that it names; planning has seen to it that strategies do not name each other in circles.
void add_strategy(const Plan& plan, std::size_t strategy, std::set<std::string>& seen_learners,
                  Identity& identity) {
    const ChosenPlugin& chosen = plan.strategies[strategy].chosen;
    identity.add("strategy", effective_strategy(plan, strategy));
    identity.add(chosen);
    add_learners(plan, chosen, seen_learners, identity);
    for (const std::string& name : named_strategies(chosen)) {
        for (std::size_t other = 0; other < plan.strategies.size(); ++other) {
            if (plan.strategies[other].name == name) {
                add_strategy(plan, other, seen_learners, identity);
            }
        }
    }
}

std::string strategy_digest(const Plan& plan, std::size_t strategy) {
    Identity identity;
    identity.add("sinter", SINTER_VERSION);
    add_data(plan, identity);
    identity.add("featurizers", effective_featurizers(plan));
    for (const auto& featurizer : plan.featurizers) {
        identity.add(featurizer.chosen);
    }
    std::set<std::string> seen;
    add_strategy(plan, strategy, seen, identity);
    for (const auto& derived : plan.derived) {
        if (predicts(plan.strategies[strategy], derived)) {
            identity.add("derived", derived.name); // its points are named by it
            identity.add(name_of(derived.law), derived.expression.canonical_text());
        }
    }
    return identity.digest();
}

/// Streams are named by repeat and fold, so these count beside the rows; and held-out sources by groups.
std::string split_digest(const Plan& plan, const PlannedSplit& split) {
    ContentHash hash;
    const auto add_rows = [&](const std::vector<std::int64_t>& records) {
        hash.add(static_cast<std::uint64_t>(records.size()));
        for (const std::int64_t record : records) {
            hash.add(static_cast<std::uint64_t>(record));
        }
    };
    hash.add(static_cast<std::uint64_t>(split.rows.repeat));
    hash.add(static_cast<std::uint64_t>(split.rows.fold));
    hash.add(static_cast<std::uint64_t>(std::int64_t{split.inner} + 1));
    hash.add(fraction_of(plan, split));
    add_rows(split.rows.training);
    add_rows(split.rows.test);
    for (const std::int64_t record : split.rows.test) {
        const auto row = plan.records[static_cast<std::size_t>(record)].row;
        hash.add(plan.groups.keys[static_cast<std::size_t>(row)]);
    }
    hash.add(static_cast<std::uint64_t>(plan.groups.by_record ? 1 : 0));
    const auto [a, b] = hash.value();
    return fmt::format("{:016x}{:016x}", a, b);
}

} // namespace

void assign_trial_ids(Plan& plan) {
    std::vector<std::string> strategies;
    for (std::size_t i = 0; i < plan.strategies.size(); ++i) {
        strategies.push_back(strategy_digest(plan, i));
    }
    std::vector<std::string> splits;
    for (const auto& split : plan.splits) {
        splits.push_back(split_digest(plan, split));
    }
    constexpr std::size_t digits = 32;
    for (auto& trial : plan.trials) {
        trial.id = bytes::sha256(strategies[trial.strategy] + splits[trial.split]).substr(0, digits);
    }
}

std::string study_digest(const Plan& plan) {
    Identity identity;
    identity.add("name", plan.config.name.value);
    add_data(plan, identity);
    constexpr std::size_t digits = 8;
    return identity.digest().substr(0, digits);
}

} // namespace sinter::study
