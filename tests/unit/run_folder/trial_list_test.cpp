// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/trial_list.hpp"
#include "tests/support/program.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

const std::string head = "trial,strategy,repeat,fold,inner_fold,fraction\n";
const std::string id = "0123456789abcdef0123456789abcdef";

/// What is said of a file with this content; empty: it is read.
std::string refusal(const std::string& content) {
    const TemporaryFolder folder;
    const auto file = folder.write("trials.csv", content);
    try {
        (void)report::read_trials(file);
        return {};
    } catch (const diagnostics::InputError& error) {
        CHECK(error.diagnostics().all().size() == 1);
        CHECK(error.diagnostics().exit_code() == 3);
        return error.what();
    }
}

} // namespace

TEST_CASE("the list of trials gives back what the plan has, strategy by strategy") {
    const std::string protocol =
        GENERATE(as<std::string>(), "kind = \"nested\"\nfolds = 2\ninner_folds = 2",
                 "kind = \"k_fold\"\nfolds = 3\nrepeats = 2\nlearning_curve = [0.5, 1.0]");
    const SmallStudy small(protocol, edited(small_config(), "plugin = \"difference\"",
                                            "plugin = \"difference\"\nname = \"a, \\\"quoted\\\" one\""));
    const auto plan = small.plan();
    const TemporaryFolder folder;
    const auto list = report::read_trials(folder.write("trials.csv", report::trials_csv(plan)));
    CHECK(list.names.fractions == plan.fractions);
    REQUIRE(list.names.strategies.size() == plan.strategies.size());
    REQUIRE(list.trials.size() == plan.trials.size());
    std::size_t at = 0;
    for (std::size_t strategy = 0; strategy < plan.strategies.size(); ++strategy) {
        CHECK(list.names.strategies[strategy] == plan.strategies[strategy].name);
        for (const auto& trial : plan.trials) {
            if (trial.strategy != strategy) {
                continue;
            }
            CHECK(list.trials[at].id == trial.id);
            CHECK((list.trials[at].key == study::key_of(plan, trial)));
            ++at;
        }
    }
}

TEST_CASE("a damaged or hostile list of trials is one error that names the line") {
    CHECK(refusal(head + id + ",a,0,1,,0.5\n").empty());
    CHECK_THAT(refusal(""), Contains("damaged"));
    CHECK_THAT(refusal(head), Contains("is empty"));
    CHECK_THAT(refusal("trial,strategy\n" + id + ",a\n"), Contains("other columns"));
    CHECK_THAT(refusal("strategy,trial,repeat,fold,inner_fold,fraction\n"), Contains("other columns"));
    CHECK_THAT(refusal(head + id + ",a,0,1,,1\n" + id.substr(1) + "g,a,0,1,,1\n"),
               Contains("trials.csv:3") && Contains("is not the id of a trial"));
    CHECK_THAT(refusal(head + "\x1b[2J,a,0,1,,1\n"), Contains("<U+001B>") && !Contains("\x1b"));
    CHECK_THAT(refusal(head + id + ",a,0,1,,1\n" + id + ",a,0,2,,1\n"), Contains("stands twice"));
    CHECK(refusal(head + id + ",a,0,1,,1\n" + id + ",b,0,1,,1\n").empty()); // the same by another name
    CHECK_THAT(refusal(head + id + ",a,0\n"), Contains("a cell per column"));
    for (const char* cells : {",a,-1,0,,1", ",a,0.5,0,,1", ",a,1e300,0,,1", ",a,,0,,1", ",a,0,x,,1",
                              ",a,0,0,-1,1", ",a,0,0,nan,1", ",a,0,0,,0", ",a,0,0,,nan", ",a,0,0,,2"}) {
        INFO(cells);
        CHECK_THAT(refusal(head + id + cells + "\n"), Contains("trials.csv:2") && Contains("of a trial is"));
    }
    CHECK_THAT(refusal(head + id + ",\"a"), Contains("damaged"));
    CHECK_THAT(refusal(std::string("\0\xff", 2)), Contains("damaged"));
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(report::read_trials(folder.path() / "none"), Contains("not there or cannot be read"));
    CHECK_THROWS_WITH(report::read_trials(folder.path()), Contains("not there or cannot be read"));
    CHECK_THROWS_WITH(report::read_trials("/dev/zero"), Contains("not there or cannot be read"));
}
