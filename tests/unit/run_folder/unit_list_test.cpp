// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/unit_list.hpp"
#include "tests/support/program.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

const std::string head = "unit,strategy,repeat,fold,inner_fold,fraction\n";
const std::string id = "0123456789abcdef0123456789abcdef";

/// What is said of a file with this content; empty: it is read.
std::string refusal(const std::string& content) {
    const TemporaryFolder folder;
    const auto file = folder.write("units.csv", content);
    try {
        (void)report::read_units(file);
        return {};
    } catch (const diagnostics::InputError& error) {
        CHECK(error.diagnostics().all().size() == 1);
        CHECK(error.diagnostics().exit_code() == 3);
        return error.what();
    }
}

} // namespace

TEST_CASE("the list of units gives back what the plan has, strategy by strategy") {
    const std::string protocol =
        GENERATE(as<std::string>(), "kind = \"nested\"\nfolds = 2\ninner_folds = 2",
                 "kind = \"k_fold\"\nfolds = 3\nrepeats = 2\nlearning_curve = [0.5, 1.0]");
    const SmallStudy small(protocol, edited(small_config(), "plugin = \"difference\"",
                                            "plugin = \"difference\"\nname = \"a, \\\"quoted\\\" one\""));
    const auto plan = small.plan();
    const TemporaryFolder folder;
    const auto units = report::read_units(folder.write("units.csv", report::units_csv(plan)));
    REQUIRE(units.size() == plan.units.size());
    std::size_t at = 0;
    for (std::size_t strategy = 0; strategy < plan.strategies.size(); ++strategy) {
        for (const auto& unit : plan.units) {
            if (unit.strategy != strategy) {
                continue;
            }
            const auto& split = plan.splits[unit.split];
            CHECK(units[at].id == unit.id);
            CHECK(units[at].strategy == plan.strategies[strategy].name);
            CHECK(units[at].repeat == split.rows.repeat);
            CHECK(units[at].fold == split.rows.fold);
            CHECK(units[at].inner == split.inner);
            CHECK(units[at].fraction == split.fraction);
            ++at;
        }
    }
}

TEST_CASE("a damaged or hostile list of units is one error that names the line") {
    CHECK(refusal(head + id + ",a,0,1,,0.5\n").empty());
    CHECK_THAT(refusal(""), Contains("damaged"));
    CHECK_THAT(refusal(head), Contains("is empty"));
    CHECK_THAT(refusal("unit,strategy\n" + id + ",a\n"), Contains("other columns"));
    CHECK_THAT(refusal("strategy,unit,repeat,fold,inner_fold,fraction\n"), Contains("other columns"));
    CHECK_THAT(refusal(head + id + ",a,0,1,,1\n" + id.substr(1) + "g,a,0,1,,1\n"),
               Contains("units.csv:3") && Contains("is not the id of a unit"));
    CHECK_THAT(refusal(head + "\x1b[2J,a,0,1,,1\n"), Contains("<U+001B>") && !Contains("\x1b"));
    CHECK_THAT(refusal(head + id + ",a,0,1,,1\n" + id + ",a,0,2,,1\n"), Contains("stands twice"));
    CHECK(refusal(head + id + ",a,0,1,,1\n" + id + ",b,0,1,,1\n").empty()); // the same by another name
    CHECK_THAT(refusal(head + id + ",a,0\n"), Contains("a cell a column"));
    for (const char* cells : {",a,-1,0,,1", ",a,0.5,0,,1", ",a,1e300,0,,1", ",a,,0,,1", ",a,0,x,,1",
                              ",a,0,0,-1,1", ",a,0,0,nan,1", ",a,0,0,,0", ",a,0,0,,nan", ",a,0,0,,2"}) {
        INFO(cells);
        CHECK_THAT(refusal(head + id + cells + "\n"), Contains("units.csv:2") && Contains("of a unit is"));
    }
    CHECK_THAT(refusal(head + id + ",\"a"), Contains("damaged"));
    CHECK_THAT(refusal(std::string("\0\xff", 2)), Contains("damaged"));
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(report::read_units(folder.path() / "none"), Contains("not there or cannot be read"));
    CHECK_THROWS_WITH(report::read_units(folder.path()), Contains("not there or cannot be read"));
    CHECK_THROWS_WITH(report::read_units("/dev/zero"), Contains("not there or cannot be read"));
}
