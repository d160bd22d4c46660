// SPDX-License-Identifier: Apache-2.0
//
// Properties of every strategy under every policy: nothing that is measured for held-out records reaches
// their predictions, and threads change nothing.
#include "framework/study/run/journal_line.hpp"
#include "framework/study/run/run_trials.hpp"
#include "tests/unit/study/run/every_strategy.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <set>
#include <sstream>

using namespace sinter;
using namespace sinter::tests;

namespace {

const std::string forest = "plugin = \"random_forest\"\ntrees = 25";
const std::string ridge = "plugin = \"ridge\"";

std::string config_with(const std::string& learner) {
    std::string config = every_strategy_config();
    return config.replace(config.find("LEARNER"), 7, learner);
}

/// A line per trial, without the times and without what held-out labels may change: ids.
std::vector<std::string> lines_of(const study::Plan& plan, threads::Workers& workers) {
    study::Outcomes outcomes(plan.trials.size());
    const std::atomic<bool> no{false};
    REQUIRE(study::run_trials(plan, *study::features_of(plan, workers), nullptr, outcomes,
                              {workers, no, no, nullptr}));
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < plan.trials.size(); ++i) {
        INFO(plan.strategies[plan.trials[i].strategy].name << ": " << outcomes[i]->error);
        CHECK(outcomes[i]->error.empty());
        outcomes[i]->seconds = 0;
        study::Trial trial = plan.trials[i];
        trial.id.clear();
        lines.push_back(study::journal_line(plan, trial, *outcomes[i]));
    }
    return lines;
}

/// The table with the measured gap and the class of the given lines (from 2 on) changed.
std::string scrambled(const std::set<std::uint32_t>& lines) {
    std::istringstream input(small_table());
    std::string output;
    std::uint32_t number = 0;
    for (std::string line; std::getline(input, line);) {
        if (lines.count(++number) > 0) {
            std::vector<std::string> cells;
            std::istringstream stream(line);
            for (std::string cell; std::getline(stream, cell, ',');) {
                cells.push_back(cell);
            }
            cells[1] = cells[1].empty() ? "" : std::to_string(100.0 + number);
            cells[3] = cells[3] == "wide" ? "narrow" : "wide";
            line = cells[0];
            for (std::size_t i = 1; i < cells.size(); ++i) {
                line += "," + cells[i];
            }
        }
        output += line + "\n";
    }
    return output;
}

/// Lines of the file whose records are held out in fold 0, whichever target.
std::set<std::uint32_t> lines_held_out(const study::Plan& plan) {
    std::set<std::uint32_t> lines;
    for (const auto index : plan.splits[0].rows.test) {
        const auto& record = plan.records[static_cast<std::size_t>(index)];
        lines.insert(plan.dataset.labels[record.label].lines[static_cast<std::size_t>(record.record)]);
    }
    return lines;
}

void check_no_leak(const std::string& learner) {
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3", config_with(learner));
    const auto before = small.plan();
    const auto lines = lines_held_out(before);
    REQUIRE(lines.size() >= 6);
    const auto expected = lines_of(before, small.workers());
    small.write_table(scrambled(lines));
    const auto after = small.plan();
    const auto found = lines_of(after, small.workers());
    std::size_t changed = 0;
    for (std::size_t i = 0; i < before.trials.size(); ++i) {
        const auto& strategy = before.strategies[before.trials[i].strategy].name;
        if (before.trials[i].split == 0) {
            INFO(strategy);
            CHECK(found[i] == expected[i]);
        } else {
            changed += found[i] != expected[i] ? 1 : 0;
        }
    }
    CHECK(changed > before.trials.size() / 2); // in the other folds these labels are trained on
}

} // namespace

TEST_CASE("labels of held-out records change no prediction: forests, every strategy and policy") {
    check_no_leak(forest);
}

TEST_CASE("labels of held-out records change no prediction: ridge, every strategy and policy") {
    check_no_leak(ridge);
}

TEST_CASE("one thread and several give the same bytes for every strategy and protocol", "[threads]") {
    for (const char* protocol :
         {"kind = \"k_fold\"\nfolds = 3\nlearning_curve = [0.5, 1.0]", "kind = \"holdout\"\nrepeats = 3",
          "kind = \"k_fold\"\nfolds = 2\nstratify = true", "kind = \"predefined\"",
          "kind = \"leave_one_cluster_out\"\nclusters = 2", "kind = \"nested\"\nfolds = 2\ninner_folds = 2",
          "kind = \"k_fold\"\nfolds = 3\ngroup_by = \"metal\"",
          "kind = \"k_fold\"\nfolds = 3\ngroup_by = \"record\""}) {
        INFO(protocol);
        const SmallStudy small(protocol, config_with(forest));
        const auto plan = small.plan();
        const auto one = lines_of(plan, *threads::make_workers(1));
        CHECK(lines_of(plan, *threads::make_workers(2)) == one);
    }
}
