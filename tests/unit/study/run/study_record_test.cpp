// SPDX-License-Identifier: Apache-2.0
#include "framework/report/page/html_page.hpp"
#include "framework/report/scores/scored_study.hpp"
#include "framework/report/tables/csv_predictions.hpp"
#include "framework/study/run/journal_line.hpp"
#include "framework/study/run/study_record_json.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/study/run/correlated_study.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

/// A journal of all trials of a plan, each run once.
study::JournalContent journal_of_all(const study::Plan& plan, const study::FeatureMatrix& features,
                                     threads::Workers& workers, const std::filesystem::path& file,
                                     study::Outcomes& outcomes) {
    const std::atomic<bool> never{false};
    outcomes.assign(plan.trials.size(), std::nullopt);
    study::Journal journal(file);
    REQUIRE(study::run_trials(plan, features, &journal, outcomes, {workers, never, never, {}}));
    return study::read_journal(file);
}

std::string everything(const study::StudyResults& results) {
    const auto scored = report::score(results);
    return report::predictions_csv(scored) + report::html_page(scored);
}

} // namespace

TEST_CASE("a record and the journal give the same report as plan and outcomes") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto features = study::features_of(plan, small.workers());
    study::Outcomes outcomes;
    const auto journal =
        journal_of_all(plan, *features, small.workers(), small.folder() / "all.jsonl", outcomes);
    const auto text = study::study_record_json(study::record_of(plan, *features));
    const auto record = study::read_study_record(text, "study.json");
    CHECK(study::study_record_json(record) == text);
    std::vector<std::string> problems;
    const auto known = study::known_outcomes(record, journal, problems);
    CHECK(problems.empty());
    CHECK(everything(study::results_of(record, known)) ==
          everything(study::summarise(plan, *features, outcomes)));
}

TEST_CASE("a record holds derived quantities, and refuses a journal of others") {
    const CorrelatedStudy made;
    auto plan = made.plan(derived_section("gap", "a - b") + derived_section("larger", "argmax(a, b)"));
    const auto outcome = made.run(plan, {});
    const auto features = made.features(plan);
    const auto record =
        study::read_study_record(study::study_record_json(study::record_of(plan, *features)), "study.json");
    auto line = study::journal_line(plan, plan.trials[0], outcome);
    study::JournalContent journal;
    journal.entries[plan.trials[0].id].line = line;
    std::vector<std::string> problems;
    auto known = study::known_outcomes(record, journal, problems);
    REQUIRE(known[0]);
    CHECK(problems.empty());
    CHECK(study::journal_line(plan, plan.trials[0], *known[0]) == line);
    journal.entries[plan.trials[0].id].line = edited(line, "\"records\":[", "\"records\":[9,");
    known = study::known_outcomes(record, journal, problems);
    CHECK_FALSE(known[0]);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], Contains("`records` is not a list of"));
}

TEST_CASE("a record that was tampered with is refused, and never read past its ends") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto features = study::features_of(plan, small.workers());
    const auto sound = study::study_record_json(study::record_of(plan, *features));
    const std::vector<std::pair<std::string, std::string>> edits{
        {"{", "["},
        {"\"splits\":[{", "\"splits\":[3,{"},
        {"\"strategy\":0", "\"strategy\":99"},
        {"\"split\":0", "\"split\":-1"},
        {"\"rows\":[0", "\"rows\":[99999"},
        {"\"record\":[", "\"record\":[-5,"},
        {"\"record\":[", "\"record\":[99999,"},
        {"\"targets\":[\"", "\"targets\":[\"nobody"},
        {"\"planned_trials\":", "\"planned_trials\":1"},
        {"\"targets\":[0", "\"targets\":[9"},
        {"\"targets\":[0", "\"targets\":[0,0"},
        {"\"fractions\":[1.0]", "\"fractions\":[]"},
        {"\"fractions\":[1.0]", "\"fractions\":[1.0,0.5]"},
        {"\"fractions\":[1.0]", "\"fractions\":[0.0,1.0]"},
        {"\"planned_folds\":[{\"folds\":3,\"size\":0,\"target\":0}",
         "\"planned_folds\":[{\"folds\":3,\"size\":9,\"target\":0}"},
        {"\"planned_folds\":[{\"folds\":3,\"size\":0,\"target\":0}",
         "\"planned_folds\":[{\"folds\":3,\"size\":0,\"target\":9}"},
        {"\"repeat\":0,\"size\":0}", "\"repeat\":0,\"size\":9}"},
        {"\"target\":0,\"training_groups\"", "\"target\":9,\"training_groups\""},
        {"\"fold\":1,", "\"fold\":0,"},
        {"\"inner\":-1", "\"inner\":-2"},
    };
    for (const auto& [from, to] : edits) {
        INFO(from << " -> " << to);
        CHECK_THROWS_WITH(study::read_study_record(edited(sound, from, to), "x/study.json"),
                          Contains("x/study.json") && Contains("not the record of a study"));
    }
    for (const char* text : {"", "null", "{}", "[1]", "{\"study\":{}}"}) {
        CHECK_THROWS_AS(study::read_study_record(text, "study.json"), diagnostics::InputError);
    }
    CHECK_THROWS_AS(study::read_study_record(sound.substr(0, sound.size() / 2), "s"),
                    diagnostics::InputError);
}
