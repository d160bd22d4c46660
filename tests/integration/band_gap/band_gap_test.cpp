// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace sinter::tests;
using Catch::Contains;

namespace {

const std::string config = "'" SINTER_SOURCE_DIR "/examples/02_band_gap/first_look.toml'";

std::string data_variable() {
    return "SINTER_DATA='" + std::filesystem::absolute(shared_data_folder()).string() + "'";
}

} // namespace

TEST_CASE("the band-gap example joins measured and calculated gaps as their provenance says") {
    SINTER_SKIP_WITHOUT(shared_data("strehlow_cook_1973.csv") && shared_data("aflow_pbe_gap.csv"),
                        "band gaps");
    const auto outcome = run_program("check " + config, data_variable());
    INFO(outcome.output);
    REQUIRE(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("491 materials"));   // with a measured gap, computed ones left out
    CHECK_THAT(outcome.output, Contains("27573 materials")); // AFLOW; four repeat
    CHECK_THAT(outcome.output, Contains("overlap gap_expt and gap_pbe: 417 materials"));
    CHECK_THAT(outcome.output, Contains("left out: 6 rows of strehlow_cook_1973.csv"));
}

TEST_CASE("the band-gap example runs on the real data, with the same bytes on one thread and two",
          "[full][threads]") {
    SINTER_SKIP_WITHOUT(shared_data("strehlow_cook_1973.csv") && shared_data("aflow_pbe_gap.csv"),
                        "band gaps");
    const TemporaryFolder folder;
    const auto run = [&](const std::string& name, const std::string& arguments) {
        const auto root = folder.path() / name;
        const auto outcome =
            run_program("run " + config + " -q -s learner.forest.trees=40 -s protocol.folds=3 -o '" +
                            root.string() + "' " + arguments,
                        data_variable());
        INFO(outcome.output);
        REQUIRE(outcome.exit_code == 0);
        return only_run(root);
    };
    const auto two = run("two", "--threads 2");
    const auto one = run("one", "--threads 1");
    CHECK(content_of(one / "predictions.csv") == content_of(two / "predictions.csv"));
    CHECK(content_of(one / "metrics.csv") == content_of(two / "metrics.csv"));
    const auto splits = nlohmann::json::parse(content_of(two / "splits.json"));
    CHECK(splits["records"].size() == 491);
    CHECK(splits["splits"].size() == 3);
}
