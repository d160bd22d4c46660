// SPDX-License-Identifier: Apache-2.0
//
// Records, Matbench's folds, placebos, and what is said of sources and classes that are too small.
#include "framework/study/config/protocol_words.hpp"
#include "framework/study/plan/effective_config.hpp"
#include "framework/study/plan/held_out.hpp"
#include "framework/study/plan/placebo.hpp"
#include "framework/study/plan/protocol_notices.hpp"
#include "framework/study/run/run_trials.hpp"
#include "framework/study/run/summarise.hpp"
#include "framework/study/run/trial_problem.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <set>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

std::string said_of_protocol(const std::string& protocol, const std::string& config,
                             const std::vector<std::string>& overrides = {}) {
    std::string messages;
    (void)SmallStudy(protocol, config).plan(messages, overrides);
    return messages;
}

/// Seven measurements of three oxides, file order not that of the materials.
std::string repeated_table() {
    return "formula,gap,gap_dft,kind,metal,part\n"
           "MgO,7.0,5.0,wide,Mg,train\nZnO,3.3,0.8,narrow,Zn,train\nMgO,7.8,,wide,Mg,train\n"
           "MgO,7.2,,wide,Mg,test\nZnO,3.4,,narrow,Zn,test\nCaO,6.8,3.9,wide,Ca,train\nMgO,7.6,,wide,Mg,test\n";
}

/// Every measured gap is a record; without the classes, which would be as well.
std::string keep_repeats(const std::string& config) {
    const auto kept = edited(config, "column = \"gap\", unit = \"eV\"",
                             "column = \"gap\", unit = \"eV\", repeats = \"keep\"");
    return edited(kept, "labels.kind = { column = \"kind\", kind = \"classes\" }\n", "");
}

std::string without_inputs(const std::string& config) {
    return edited(config, "inputs.metal = { column = \"metal\", kind = \"category\" }\n", "");
}

std::vector<std::string> texts(const std::vector<study::Notice>& notices) {
    std::vector<std::string> result;
    for (const auto& notice : notices) {
        result.push_back(notice.text);
    }
    return result;
}

bool any_contains(const std::vector<study::Notice>& notices, const std::string& part) {
    return std::any_of(notices.begin(), notices.end(),
                       [&](const auto& notice) { return notice.text.find(part) != std::string::npos; });
}

std::string placebo_config() {
    return edited(small_config(), "[protocol]",
                  "[[strategy]]\nplugin = \"difference\"\nname = \"sham\"\nplacebo = true\ntarget = \"gap\"\n"
                  "sources = [\"gap_dft\"]\nlearner = \"line\"\nsource_at_prediction = "
                  "\"measured_if_known\"\n[protocol]");
}

const study::Trial& trial_of(const study::Plan& plan, const std::string& strategy, std::size_t split) {
    return *std::find_if(plan.trials.begin(), plan.trials.end(), [&](const auto& trial) {
        return plan.strategies[trial.strategy].name == strategy && trial.split == split;
    });
}

} // namespace

TEST_CASE("by record the measurements of a material are held out one by one") {
    for (const bool inputs : {true, false}) {
        INFO((inputs ? "with" : "without") << " inputs");
        const auto config = keep_repeats(inputs ? small_config() : without_inputs(small_config()));
        const SmallStudy small("kind = \"k_fold\"\nfolds = 7\ngroup_by = \"record\"", config);
        small.write_table(repeated_table());
        const auto plan = small.plan();
        REQUIRE(plan.records.size() == 7);
        REQUIRE(plan.splits.size() == 7);
        std::set<std::int64_t> tested;
        for (const auto& split : plan.splits) {
            CHECK(split.rows.test.size() == 1);
            CHECK(split.rows.training.size() == 6);
            tested.insert(split.rows.test.begin(), split.rows.test.end());
        }
        CHECK(tested.size() == 7);
        CHECK(any_contains(study::protocol_notices(plan), "leak: folds are by record, and materials have"));
        const auto results = study::empty_results(plan, plan.trials.front());
        CHECK(results.front().training_groups == 6);
        CHECK_THAT(results.front().predictions.front().group, Contains("line "));
    }
}

TEST_CASE("Matbench's folds are of the records in the order of the file") {
    const SmallStudy small("kind = \"matbench\"", keep_repeats(small_config()));
    small.write_table(repeated_table());
    const auto plan = small.plan();
    REQUIRE(plan.splits.size() == 5);
    std::map<std::uint32_t, int> fold_of_line;
    for (const auto& split : plan.splits) {
        for (const auto record : split.rows.test) {
            const auto& label = plan.dataset.labels[plan.records[static_cast<std::size_t>(record)].label];
            fold_of_line[label.lines[static_cast<std::size_t>(record)]] = split.rows.fold;
        }
    }
    // KFold(5, shuffle=True, random_state=18012019) of seven rows; the first stands on line 2.
    CHECK(fold_of_line ==
          std::map<std::uint32_t, int>{{2, 2}, {3, 3}, {4, 0}, {5, 1}, {6, 0}, {7, 1}, {8, 4}});
    const auto notices = study::protocol_notices(plan);
    CHECK(any_contains(notices, "leak: folds are by record, and materials have several records of gap"));
    CHECK(any_contains(notices, "so the sources of difference keep rows of held-out materials"));
    CHECK_THAT(study::describe(plan.config.protocol), Contains("Matbench") && Contains("by record"));
    small.write(study::effective_config(plan, study::Origins::shown));
    CHECK(small.plan().splits.front().rows.test == plan.splits.front().rows.test);
}

TEST_CASE("Matbench's folds of classes are stratified, and keys that they do not have are refused") {
    auto config = edited(small_config(), "target = \"gap\"", "target = \"kind\"");
    config.replace(config.find("[[strategy]]\nplugin = \"difference\""), std::string::npos,
                   "[protocol]\nPROTOCOL\n");
    const auto plan = SmallStudy("kind = \"matbench\"", config).plan();
    const auto& label = plan.dataset.labels[plan.targets.front()];
    std::map<double, std::set<std::size_t>> counts;
    for (const auto& split : plan.splits) {
        std::map<double, std::size_t> own;
        for (const auto record : split.rows.test) {
            ++own[label.values[static_cast<std::size_t>(record)]];
        }
        for (const double value : {0.0, 1.0}) {
            counts[value].insert(own[value]);
        }
    }
    for (const auto& [value, sizes] : counts) {
        CHECK(*sizes.rbegin() - *sizes.begin() <= 1);
    }
    CHECK_THAT(said_of_protocol("kind = \"matbench\"\nfolds = 5", small_config()),
               Contains("unknown key `folds`"));
    CHECK_THAT(said_of_protocol("kind = \"matbench\"\ngroup_by = \"metal\"", small_config()),
               Contains("unknown key `group_by`"));
    const auto two = edited(small_config(), "target = \"gap\"", "targets = [\"gap\", \"kind\"]");
    CHECK_THAT(said_of_protocol("kind = \"matbench\"", two),
               Contains("is for one target, but the strategies predict 2"));
}

TEST_CASE("a placebo's labels are those of other materials, one donor for all records of a material") {
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3", keep_repeats(small_config()));
    std::string csv = "formula,gap,gap_dft,kind,metal,part\n";
    for (int m = 1; m <= 40; ++m) { // material m: values m + 0.1, m + 0.2, ... in 1 + m % 3 records
        for (int k = 1; k <= 1 + m % 3; ++k) {
            csv += "Fe" + std::to_string(m) + "O41," + std::to_string(m) + "." + std::to_string(k) + "," +
                   (k == 1 ? "1" : "") + ",wide,Fe,train\n";
        }
    }
    small.write_table(csv);
    const auto plan = small.plan();
    const auto& label = plan.dataset.labels.front();
    const auto shuffled = study::shuffled_between_materials(plan.dataset, label, Stream(5));
    CHECK(shuffled.rows == label.rows);
    std::map<std::int64_t, std::set<int>> donors;
    std::set<int> all;
    std::size_t own = 0;
    for (std::size_t i = 0; i < label.values.size(); ++i) {
        const int donor = static_cast<int>(std::floor(shuffled.values[i]));
        donors[label.rows[i]].insert(donor);
        all.insert(donor);
        own += donor == static_cast<int>(std::floor(label.values[i])) ? 1 : 0;
    }
    for (const auto& [row, from] : donors) {
        CHECK(from.size() == 1);
    }
    CHECK(all.size() == 40); // every material gives to exactly one
    CHECK(own < 10);
    CHECK(study::shuffled_between_materials(plan.dataset, label, Stream(5)).values == shuffled.values);
    CHECK(study::shuffled_between_materials(plan.dataset, label, Stream(6)).values != shuffled.values);
}

TEST_CASE("a placebo fits and is given shuffled source labels, and holds out what its strategy holds out") {
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3", placebo_config());
    const auto plan = small.plan();
    const auto features = study::features_of(plan, small.workers());
    const study::TrialProblem plain(plan, *features, trial_of(plan, "difference", 0));
    const study::TrialProblem sham(plan, *features, trial_of(plan, "sham", 0));
    const auto& a = plain.problem().sources.front();
    const auto& b = sham.problem().sources.front();
    CHECK(std::vector<std::int64_t>(a.rows.begin(), a.rows.end()) ==
          std::vector<std::int64_t>(b.rows.begin(), b.rows.end()));
    CHECK(std::vector<double>(a.labels.begin(), a.labels.end()) !=
          std::vector<double>(b.labels.begin(), b.labels.end()));
    CHECK(plain.candidates().known_sources.rows() == sham.candidates().known_sources.rows());
    Index differ = 0;
    for (Index i = 0; i < sham.candidates().known_sources.rows(); ++i) {
        differ += plain.candidates().known_sources(i, 0) != sham.candidates().known_sources(i, 0) ? 1 : 0;
    }
    CHECK(differ > 0);
    const auto& targets = plain.problem().targets.front().labels;
    const auto& same = sham.problem().targets.front().labels;
    CHECK(std::vector<double>(targets.begin(), targets.end()) ==
          std::vector<double>(same.begin(), same.end()));
}

TEST_CASE("a placebo is marked, survives the effective config, and changes no other strategy's trials") {
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3", placebo_config());
    const auto plan = small.plan();
    CHECK(plan.strategies.back().placebo);
    CHECK(any_contains(study::protocol_notices(plan), "sham is a placebo"));
    std::set<std::string> before;
    for (const auto& trial : SmallStudy().plan().trials) {
        before.insert(trial.id);
    }
    std::set<std::string> after;
    for (const auto& trial : plan.trials) {
        after.insert(trial.id);
    }
    CHECK(std::includes(after.begin(), after.end(), before.begin(), before.end()));
    CHECK(after.size() == before.size() + 3);
    small.write(study::effective_config(plan, study::Origins::shown));
    const auto again = small.plan();
    CHECK(again.trials.back().id == plan.trials.back().id);

    study::Outcomes outcomes(plan.trials.size());
    const std::atomic<bool> no{false};
    const auto features = study::features_of(plan, small.workers());
    REQUIRE(study::run_trials(plan, *features, nullptr, outcomes, {small.workers(), no, no, nullptr}));
    const auto results = study::summarise(plan, *features, outcomes);
    CHECK(results.strategies.back().placebo);
    CHECK_FALSE(results.strategies[1].placebo);
    CHECK(any_contains(results.notices, "sham is a placebo"));
}

TEST_CASE("a placebo is never the baseline or the primary strategy, and needs sources") {
    for (const char* key : {"baseline", "primary"}) {
        CHECK_THAT(said_of_protocol("kind = \"k_fold\"\nfolds = 3", placebo_config(),
                                    {std::string("study.") + key + "=sham"}),
                   Contains(std::string(key) + " = \"sham\" is a placebo") && Contains("error"));
    }
    CHECK_THAT(said_of_protocol("kind = \"k_fold\"\nfolds = 3", edited(small_config(), "target = \"gap\"",
                                                                       "placebo = true\ntarget = \"gap\"")),
               Contains("study.toml:18:") && Contains("a placebo without sources"));
    CHECK_THAT(said_of_protocol("kind = \"k_fold\"\nfolds = 3",
                                edited(placebo_config(), "placebo = true", "placebo = \"yes\"")),
               Contains("placebo is") && Contains("expected true or false"));
}

TEST_CASE("a fold that holds out a source whole is an error at the source, not a failure of every trial") {
    // Only lithium compounds have the source's label.
    std::string csv = "formula,gap,gap_dft,kind,metal,part\n";
    for (const char* line :
         {"Li2O,6.1,4.9,wide,Li,train", "Li2S,3.9,3.1,narrow,Li,train", "Na2O,4.4,,wide,Na,train",
          "Na2S,2.4,,narrow,Na,train", "K2O,4.0,,wide,K,train", "K2S,2.3,,narrow,K,train"}) {
        csv += std::string(line) + "\n";
    }
    for (const char* keep : {"", "hold_out_sources = false\n"}) {
        const SmallStudy small("kind = \"leave_one_group_out\"\ngroup_by = \"metal\"",
                               edited(small_config(), "sources =", std::string(keep) + "sources ="));
        small.write_table(csv);
        std::string messages;
        const auto plan = small.plan(messages);
        CHECK(plan.has_value() == (*keep != '\0'));
        if (!plan) {
            CHECK_THAT(messages, Contains("study.toml:23:") &&
                                     Contains("fold 1 holds out all 2 rows of the source \"gap_dft\"") &&
                                     Contains("hold_out_sources"));
        }
    }
}

TEST_CASE("a source without a material in common is a notice of the report") {
    std::string csv = small_table();
    csv.replace(csv.find('\n') + 1, std::string::npos, "");
    for (int i = 1; i <= 12; ++i) {
        const auto n = std::to_string(i);
        csv += (i % 2 == 0 ? "Fe" + n + "O13," + n + ",," : "Fe" + n + "S13,," + n + ",") + "wide,Fe,train\n";
    }
    const SmallStudy small("kind = \"k_fold\"\nfolds = 3");
    small.write_table(csv);
    const auto notices = study::protocol_notices(small.plan());
    CHECK(texts(notices) == std::vector<std::string>{"gap and gap_dft have 0 materials in common: what the "
                                                     "source gives is checked by none of them"});
    CHECK(study::protocol_notices(SmallStudy().plan()).empty());
}

TEST_CASE("classes that are too small for the folds are notices of the report") {
    auto config = edited(small_config(), "target = \"gap\"", "target = \"kind\"");
    config.replace(config.find("[[strategy]]\nplugin = \"difference\""), std::string::npos,
                   "[protocol]\nPROTOCOL\n");
    std::string csv = "formula,gap,gap_dft,kind,metal,part\n";
    for (int i = 1; i <= 20; ++i) {
        const char* kind = i == 1 ? "odd" : i <= 4 ? "rare" : i <= 12 ? "wide" : "narrow";
        csv += "Fe" + std::to_string(i) + "O21,1,1," + kind + ",Fe,train\n";
    }
    const auto notices_of = [&](const std::string& protocol) {
        const SmallStudy small(protocol, config);
        small.write_table(csv);
        return study::protocol_notices(small.plan());
    };
    const auto stratified = notices_of("kind = \"k_fold\"\nfolds = 5\nstratify = true");
    CHECK(any_contains(stratified, "with a single group: odd:"));
    CHECK(any_contains(stratified, "fewer groups than the 5 stratified folds: rare (3):"));
    CHECK(stratified.size() == 2);
    CHECK(notices_of("kind = \"k_fold\"\nfolds = 3\nstratify = true").size() == 1);
    CHECK(notices_of("kind = \"k_fold\"\nfolds = 5").size() == 1);
}

TEST_CASE("an input whose column is missing is an error with its place and the nearest column") {
    CHECK_THAT(said_of_protocol("kind = \"leave_one_group_out\"\ngroup_by = \"metal\"",
                                edited(small_config(), "column = \"metal\"", "column = \"metall\"")),
               Contains("study.toml:8:") && Contains("metall") && Contains("did you mean \"metal\""));
    CHECK_THAT(said_of_protocol("kind = \"leave_one_group_out\"\ngroup_by = \"metla\"", small_config()),
               Contains("study.toml:") && Contains("did you mean \"metal\""));
}
