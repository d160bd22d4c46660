// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/effective_config.hpp"
#include "framework/study/plan/splits_file.hpp"
#include "framework/study/run/run_trials.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

std::set<std::string> ids_of(const study::Plan& plan) {
    std::set<std::string> ids;
    for (const auto& trial : plan.trials) {
        ids.insert(trial.id);
    }
    return ids;
}

/// Of the first line that sets the key, from 1; 0: there is none.
int line_number(const std::string& toml, const std::string& key) {
    std::istringstream lines(toml);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.rfind(key + " = ", 0) == 0) {
            return number;
        }
    }
    return 0;
}

std::string line_of(const std::string& toml, const std::string& key) {
    std::istringstream lines(toml);
    std::string line;
    for (int left = line_number(toml, key); left > 0; --left) {
        std::getline(lines, line);
    }
    return line;
}

std::string said(const std::string& protocol, const std::string& config = small_config()) {
    std::string messages;
    (void)SmallStudy(protocol, config).plan(messages);
    return messages;
}

/// The groups on each side of a split.
std::set<std::string> groups(const study::Plan& plan, const std::vector<std::int64_t>& records) {
    std::set<std::string> names;
    for (const auto record : records) {
        names.insert(
            plan.groups.names[static_cast<std::size_t>(plan.records[static_cast<std::size_t>(record)].row)]);
    }
    return names;
}

void check_held_out_once(const study::Plan& plan) {
    std::map<int, std::multiset<std::int64_t>> tested;
    for (const auto& split : plan.splits) {
        const auto training = groups(plan, split.rows.training);
        for (const auto& name : groups(plan, split.rows.test)) {
            CHECK(training.count(name) == 0);
        }
        if (study::fraction_of(plan, split) == 1.0 && split.inner < 0) {
            tested[split.rows.repeat].insert(split.rows.test.begin(), split.rows.test.end());
        }
    }
    for (const auto& [repeat, records] : tested) {
        CHECK(records.size() == plan.records.size());
        CHECK(std::set<std::int64_t>(records.begin(), records.end()).size() == records.size());
    }
}

} // namespace

TEST_CASE("ids follow from what a result depends on, and from nothing else") {
    const SmallStudy small;
    const auto before = ids_of(small.plan());
    CHECK(before.size() == 6);
    CHECK(ids_of(small.plan()) == before);
    CHECK(ids_of(small.plan({"study.name=other"})) == before);
    CHECK(ids_of(small.plan({"strategy.0.name=base"})) == before);
    CHECK(ids_of(SmallStudy().plan()) == before); // in another folder
    for (const char* change : {"study.seed=6", "learner.line.penalty=0.5", "protocol.folds=4",
                               "table.0.labels.gap.repeats=median"}) {
        INFO(change);
        const auto after = ids_of(small.plan({change}));
        std::set<std::string> both;
        std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                              std::inserter(both, both.begin()));
        CHECK(both.empty());
    }
    // An option of one strategy leaves the other's trials as they are.
    const auto after = ids_of(small.plan({"strategy.1.source_in_training=in_sample"}));
    CHECK(std::count_if(before.begin(), before.end(), [&](const auto& id) { return after.count(id) > 0; }) ==
          3);
}

TEST_CASE("the effective config plans the same trials") {
    for (const char* protocol : {"kind = \"k_fold\"\nfolds = 3\nlearning_curve = [0.5, 1.0]\nstratify = true",
                                 "kind = \"leave_one_cluster_out\"\nclusters = 3", "kind = \"predefined\"",
                                 "kind = \"holdout\"\ntest_fraction = 0.3\nrepeats = 2\ngroup_by = \"metal\"",
                                 "kind = \"nested\"\nfolds = 3\ninner_folds = 2"}) {
        INFO(protocol);
        const SmallStudy small(protocol);
        const auto plan = small.plan();
        small.write(study::effective_config(plan, study::Origins::shown));
        CHECK(ids_of(small.plan()) == ids_of(plan));
    }
}

TEST_CASE("the effective config says of every value on which line it stands, or that it is a default") {
    const SmallStudy small;
    const auto plan = small.plan({"learner.line.penalty=0.5"});
    const std::string text = study::effective_config(plan, study::Origins::shown);
    for (const char* key : {"seed", "sources", "folds", "labels.gap_dft"}) {
        INFO(key);
        const int number = line_number(plan.config.text, key);
        REQUIRE(number > 0);
        CHECK_THAT(line_of(text, key), Catch::EndsWith("/study.toml:" + std::to_string(number)));
    }
    CHECK_THAT(line_of(text, "penalty"), Catch::EndsWith("# -s learner.line.penalty=0.5"));
    CHECK_THAT(line_of(text, "hold_out_sources"), Catch::EndsWith("# default"));
    CHECK_THAT(line_of(text, "repeats"), Catch::EndsWith("# default"));
}

TEST_CASE("results of other options are stale, not used") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto other = small.plan({"learner.line.penalty=0.5"});
    study::JournalContent journal;
    for (const auto& trial : plan.trials) {
        journal.entries[trial.id].strategy = plan.strategies[trial.strategy].name;
    }
    CHECK(study::stale_entries(plan, journal).empty());
    CHECK(study::stale_entries(other, journal).size() == plan.trials.size());
}

TEST_CASE("every protocol tests each record once a repeat, and never trains on its group") {
    for (const char* protocol :
         {"kind = \"k_fold\"\nfolds = 4\nrepeats = 2", "kind = \"k_fold\"\nfolds = 3\ngroup_by = \"metal\"",
          "kind = \"k_fold\"\nfolds = 3\ngroup_by = \"chemical_system\"\nstratify = true",
          "kind = \"leave_one_group_out\"\ngroup_by = \"metal\"",
          "kind = \"leave_one_cluster_out\"\nclusters = 3", "kind = \"nested\"\nfolds = 3\ninner_folds = 2",
          "kind = \"k_fold\"\nfolds = 3\nlearning_curve = [0.5, 1.0]"}) {
        INFO(protocol);
        check_held_out_once(SmallStudy(protocol).plan());
    }
}

TEST_CASE("groups left out are the input's values, in the order of their names") {
    const auto plan = SmallStudy("kind = \"leave_one_group_out\"\ngroup_by = \"metal\"").plan();
    std::vector<std::string> order;
    for (const auto& split : plan.splits) {
        const auto names = groups(plan, split.rows.test);
        REQUIRE(names.size() == 1);
        order.push_back(*names.begin());
    }
    CHECK(std::is_sorted(order.begin(), order.end()));
    CHECK(order.size() == 9); // of 12 metals, 3 have no measured gap
}

TEST_CASE("a predefined split is taken from the table") {
    const auto plan = SmallStudy("kind = \"predefined\"").plan();
    REQUIRE(plan.splits.size() == 1);
    CHECK(plan.splits[0].rows.test.size() + plan.splits[0].rows.training.size() == plan.records.size());
    std::string config = small_config();
    config.erase(config.find("split = \"part\"\n"), 15);
    CHECK_THAT(said("kind = \"predefined\"", config), Contains("has no split column"));
}

TEST_CASE("a nested plan has the inner folds of every fold, within its training records") {
    const auto plan = SmallStudy("kind = \"nested\"\nfolds = 3\ninner_folds = 2").plan();
    CHECK(plan.splits.size() == 3 * (2 + 1));
    std::map<int, std::set<std::int64_t>> training;
    for (const auto& split : plan.splits) {
        if (split.inner < 0) {
            training[split.rows.fold] = {split.rows.training.begin(), split.rows.training.end()};
        }
    }
    for (const auto& split : plan.splits) {
        if (split.inner >= 0) {
            for (const auto record : split.rows.test) {
                CHECK(training[split.rows.fold].count(record) == 1);
            }
        }
    }
}

TEST_CASE("splits can be used again") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto file = small.folder() / "splits.json";
    std::ofstream(file, std::ios::binary) << study::splits_json(plan);
    const SmallStudy again("kind = \"from_file\"\nfile = \"" + file.string() + "\"");
    const auto same = again.plan();
    REQUIRE(same.splits.size() == plan.splits.size());
    for (std::size_t i = 0; i < plan.splits.size(); ++i) {
        CHECK(same.splits[i].rows.training == plan.splits[i].rows.training);
        CHECK(same.splits[i].rows.test == plan.splits[i].rows.test);
    }
    CHECK(ids_of(same) == ids_of(plan));
    // of other records they are refused
    std::string config = small_config();
    config.replace(config.find("split ="), 0, "where = \"metal != 'Li'\"\n");
    CHECK_THAT(said("kind = \"from_file\"\nfile = \"" + file.string() + "\"", config), Contains("differs"));
    for (const char* text : {"", "[]", "{\"records\": [], \"splits\": 3}", "{\"records\": 1}"}) {
        INFO(text);
        std::ofstream(file, std::ios::binary) << text;
        CHECK_FALSE(said("kind = \"from_file\"\nfile = \"" + file.string() + "\"").empty());
    }
}

TEST_CASE("what a protocol lacks is said with its place and the nearest name") {
    CHECK_THAT(said("kind = \"k_fold\"\ngroup_by = \"metall\""),
               Contains("is no input of any table") && Contains("did you mean \"metal\""));
    CHECK_THAT(said("kind = \"k_fould\""), Contains("k_fold"));
    CHECK_THAT(said("kind = \"leave_one_group_out\""), Contains("lacks `group_by`"));
    CHECK_THAT(said("kind = \"holdout\"\nfolds = 3"), Contains("unknown key `folds`"));
    CHECK_THAT(said("kind = \"k_fold\"\nlearning_curve = [0.5, 2]"),
               Contains("expected a number above 0, up to 1"));
    CHECK_THAT(said("kind = \"k_fold\"\nlearning_curve = \"all\""), Contains("expected a list of numbers"));
    CHECK_THAT(said("kind = \"k_fold\"\nfolds = 3\nrepeats = 1000000"),
               Contains("[protocol] repeats is 1000000, expected a whole number <= 100000"));
    CHECK_THAT(said("kind = \"nested\"\nfolds = 200000\ninner_folds = 300000"),
               Contains("[protocol] folds is 200000, expected a whole number <= 100000") &&
                   Contains("[protocol] inner_folds is 300000, expected a whole number <= 100000"));
    CHECK_THAT(said("kind = \"leave_one_cluster_out\"\nclusters = 5000000000"),
               Contains("[protocol] clusters is 5000000000, expected a whole number <= 100000"));
    CHECK_THAT(said("kind = \"k_fold\"\nfolds = 3\nlearning_curve = [0.001, 1.0]"),
               Contains("learning_curve has the share 0.001, which is at most one of the") &&
                   Contains("write a share above"));
    CHECK_THAT(said("kind = \"k_fold\"\nfolds = 40"), Contains("40 folds need at least as many groups"));
    CHECK_THAT(said("kind = \"from_file\"\nfile = \"absent.json\""), Contains("cannot be read"));
    CHECK_THAT(said("kind = \"leave_one_cluster_out\"\nclusters = 100"),
               Contains("100 clusters need at least as many materials with different features"));
}

TEST_CASE("a learner that cannot take the features is an error of the config, not of every trial") {
    std::string config = small_config();
    config.replace(
        config.find("[learner.line]"), 0,
        "[[featurizer]]\nplugin = \"categorical\"\ncolumns = [\"metal\"]\nencoding = \"native\"\n");
    CHECK_THAT(said("kind = \"k_fold\"", config), Contains("learner \"line\" (ridge) takes numbers only") &&
                                                      Contains("\"metal\" is a category") &&
                                                      Contains("one_hot"));
    config.replace(config.find("\"native\""), 8, "\"one_hot\"");
    CHECK(said("kind = \"k_fold\"", config).empty());
}

TEST_CASE("a wrong group is said together with what else is wrong") {
    std::string config = small_config();
    config.replace(config.find("plugin = \"ridge\""), 16, "plugin = \"rigde\"");
    CHECK_THAT(said("kind = \"k_fold\"\ngroup_by = \"metall\"", config),
               Contains("rigde") && Contains("is no input of any table"));
}

TEST_CASE("a fold that would train on one class is refused") {
    std::string config = small_config();
    config.replace(config.find("target = \"gap\""), 14, "target = \"kind\"");
    config.replace(config.find("[[strategy]]\nplugin = \"difference\""), std::string::npos,
                   "[protocol]\nPROTOCOL\n");
    CHECK_THAT(said("kind = \"leave_one_group_out\"\ngroup_by = \"metal\"", config), !Contains("error"));
    config.replace(config.find("split ="), 0, "where = \"kind == 'wide' or formula == 'Li2S3'\"\n");
    CHECK_THAT(said("kind = \"leave_one_group_out\"\ngroup_by = \"metal\"", config),
               Contains("has only the class \"wide\" of \"kind\" among its training records"));
}
