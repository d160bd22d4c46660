// SPDX-License-Identifier: Apache-2.0
//
// Strategies that name others of the config.
#include "framework/study/plan/effective_config.hpp"
#include "framework/study/run/run_trials.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <atomic>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

/// The small study with a third strategy, and its lines changed.
std::string with_choose(const std::string& lines) {
    std::string config = small_config();
    return config.insert(config.find("[protocol]"), "[[strategy]]\nplugin = \"choose\"\n" + lines + "\n");
}

const std::string sound = "target = \"gap\"\nsources = [\"gap_dft\"]\nguard = 1e6\n"
                          "candidates = [\"single_task\", \"difference\"]";

std::string said_of_strategies(const std::string& lines) {
    std::string messages;
    (void)SmallStudy("kind = \"k_fold\"\nfolds = 3", with_choose(lines)).plan(messages);
    return messages;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

TEST_CASE("a strategy that names others predicts what they do, and its trials depend on them") {
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3", with_choose(sound));
    const auto plan = small.plan();
    REQUIRE(plan.strategies.size() == 3);
    study::Outcomes outcomes(plan.trials.size());
    const std::atomic<bool> no{false};
    REQUIRE(study::run_trials(plan, *study::features_of(plan, small.workers()), nullptr, outcomes,
                              {small.workers(), no, no, nullptr}));
    for (std::size_t i = 0; i < plan.trials.size(); i += 3) {
        INFO(outcomes[i + 2]->error);
        const auto& alone = outcomes[i]->results.at(0).predictions;
        const auto& chosen = outcomes[i + 2]->results.at(0).predictions;
        REQUIRE(chosen.size() == alone.size());
        for (std::size_t k = 0; k < alone.size(); ++k) {
            CHECK(chosen[k].mean == alone[k].mean); // nothing beats a guard of a million
        }
        CHECK(outcomes[i + 2]->notices.at(0).text == "choose: gap by single_task");
    }
    const auto other = small.plan({"strategy.1.scale=0.5"});
    CHECK(other.trials[0].id == plan.trials[0].id);
    CHECK(other.trials[1].id != plan.trials[1].id);
    CHECK(other.trials[2].id != plan.trials[2].id);
    small.write(study::effective_config(plan, study::Origins::shown));
    CHECK(small.plan().trials[2].id == plan.trials[2].id);
}

TEST_CASE("names of strategies are checked when a study is planned, at their place") {
    CHECK(said_of_strategies(sound).find("error") == std::string::npos);
    CHECK_THAT(said_of_strategies(changed(sound, "\"single_task\"", "\"singel_task\"")),
               Contains("candidates names \"singel_task\", which is not a strategy of this config") &&
                   Contains("single_task") && Contains(":30:"));
    CHECK_THAT(said_of_strategies(changed(sound, "\"single_task\"", "\"choose\"")),
               Contains("strategy \"choose\" names itself") && Contains(":30:"));
    CHECK_THAT(said_of_strategies(changed(sound, "\"single_task\", ", "\"difference\", ")),
               Contains("names \"difference\" twice"));
    CHECK_THAT(said_of_strategies(changed(sound, "[\"single_task\", \"difference\"]", "[]")),
               Contains("candidates of choose is empty, expected a list of names of strategies"));
    CHECK_THAT(said_of_strategies(changed(sound, "[\"single_task\", \"difference\"]", "\"difference\"")),
               Contains("expected a list of names of strategies of this config"));
    CHECK_THAT(said_of_strategies(changed(sound, "target = \"gap\"", "target = \"kind\"")),
               Contains("names \"single_task\", whose targets are not its own"));
    CHECK_THAT(said_of_strategies(changed(sound, "sources = [\"gap_dft\"]\n", "")),
               Contains("names \"difference\", whose source \"gap_dft\" is not among its own"));
    CHECK_THAT(said_of_strategies(sound + "\nhold_out_sources = false"),
               Contains("names \"difference\", whose hold_out_sources is true, not false"));
}

TEST_CASE("strategies that name each other in a circle are refused") {
    const std::string second = sound + "\nname = \"first\"\n[[strategy]]\nplugin = \"choose\"\n" +
                               changed(sound, "\"difference\"", "\"first\"") + "\nname = \"second\"";
    CHECK(said_of_strategies(second).find("made of") == std::string::npos);
    CHECK_THAT(said_of_strategies(changed(second, "\"difference\"", "\"second\"")),
               Contains("strategy \"first\" names \"second\", which is made of \"first\"") &&
                   Contains("strategy \"second\" names \"first\", which is made of \"second\""));
}
