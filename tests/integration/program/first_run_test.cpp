// SPDX-License-Identifier: Apache-2.0
#include "tests/support/example_study.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

using namespace sinter::tests;
using Catch::Contains;

namespace {

class FirstRun : public ExampleStudy {
public:
    FirstRun() : ExampleStudy(20) {}

    /// Runs and gives the run's folder.
    [[nodiscard]] std::filesystem::path run(const std::string& runs, const std::string& more = {}) const {
        const auto outcome = run_program(arguments(runs, "-q " + more));
        INFO(outcome.output);
        REQUIRE(outcome.exit_code == 0);
        return only_run(root(runs));
    }
};

/// The line of metrics.csv to quote for a strategy.
std::string mean_line(const std::filesystem::path& run, const std::string& strategy) {
    std::istringstream lines(content_of(run / "metrics.csv"));
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind(strategy + ",", 0) == 0 && line.find(",mean,mean,") != std::string::npos) {
            return line;
        }
    }
    throw std::runtime_error("no mean of " + strategy);
}

} // namespace

TEST_CASE("the first example runs as `init` writes it and leaves every file of a run folder") {
    const FirstRun first;
    const auto run = first.run("runs");
    for (const char* file :
         {"config.toml", "config.effective.toml", "lock.json", "splits.json", "metrics.csv",
          "predictions.csv", "significance.csv", "report.html", "summary.txt", "CITATION.bib"}) {
        INFO(file);
        CHECK(std::filesystem::file_size(run / file) > 0);
    }
    CHECK(content_of(run / "config.toml") == first.text());
    CHECK_THAT(content_of(run / "report.html"), Contains("<svg") && Contains("</html>"));
    CHECK(mean_line(run, "difference") != mean_line(run, "single_task"));
}

TEST_CASE("one and two threads give the same bytes", "[threads]") {
    const FirstRun first;
    const auto one = first.run("one", "--threads 1");
    const auto two = first.run("two", "--threads 2");
    for (const char* file : {"metrics.csv", "predictions.csv", "significance.csv", "splits.json"}) {
        INFO(file);
        CHECK(content_of(one / file) == content_of(two / file));
    }
    CHECK(one.filename() == two.filename());
}

TEST_CASE("another seed gives other folds and other numbers") {
    const FirstRun first;
    const auto one = first.run("one");
    const auto other = first.run("other", "-s study.seed=2");
    CHECK(content_of(one / "splits.json") != content_of(other / "splits.json"));
    CHECK(content_of(one / "metrics.csv") != content_of(other / "metrics.csv"));
}

TEST_CASE("swapping the featurizer, the learner or the strategy is an edit of one line") {
    const FirstRun first;
    const auto before = first.run("before");
    const auto swapped = [&](const std::string& runs, const std::string& from, const std::string& to) {
        first.write(edited(first.text(), from, to));
        return first.run(runs);
    };
    const auto featurizer = swapped("featurizer", "plugin = \"magpie\"", "plugin = \"element_fraction\"");
    CHECK(mean_line(featurizer, "single_task") != mean_line(before, "single_task"));

    // trees belongs to the forest, so the learner's line is the one that carries it
    const auto learner = swapped("learner", "plugin = \"random_forest\"          # try \"ridge\"\ntrees = 20",
                                 "plugin = \"guess_the_mean\"");
    CHECK(mean_line(learner, "single_task") != mean_line(before, "single_task"));

    const auto strategy =
        swapped("strategy", "plugin = \"difference\"", "plugin = \"latent_variable\"\nname = \"difference\"");
    CHECK(mean_line(strategy, "difference") == [&] {
        auto line = mean_line(before, "latent_variable");
        return "difference" + line.substr(line.find(','));
    }());
}

TEST_CASE("a study that has been run is not run again unless it is asked to be fresh") {
    const FirstRun first;
    const auto run = first.run("runs");
    const auto root = run.parent_path();
    const auto arguments = "run '" + first.config().string() + "' -o '" + root.string() + "'";
    const auto again = run_program(arguments);
    CHECK(again.exit_code == 0);
    CHECK_THAT(again.output, Contains("this study has been run") && Contains(run.string()));
    const auto fresh = run_program(arguments + " -q --fresh");
    CHECK(fresh.exit_code == 0);
    CHECK_THAT(fresh.output, Contains(run.string() + "-2"));
    CHECK(content_of(run / "metrics.csv") == content_of(run.string() + "-2/metrics.csv"));
    // Another seed is another study.
    CHECK_THAT(run_program(arguments + " -q -s study.seed=2").output, !Contains(run.filename().string()));
}

TEST_CASE("no composition is in training and test at once, and every record is tested once a repeat") {
    const FirstRun first;
    const auto splits = nlohmann::json::parse(content_of(first.run("runs") / "splits.json"));
    const auto& records = splits["records"];
    std::map<int, std::vector<int>> tested;
    for (const auto& split : splits["splits"]) {
        std::set<std::string> training;
        for (const int record : split["training"]) {
            training.insert(records[static_cast<std::size_t>(record)]["material"]);
        }
        for (const int record : split["test"]) {
            CHECK(training.count(records[static_cast<std::size_t>(record)]["material"]) == 0);
            tested[split["repeat"]].push_back(record);
        }
    }
    REQUIRE(tested.size() == 2);
    for (auto& [repeat, rows] : tested) {
        std::sort(rows.begin(), rows.end());
        CHECK(rows.size() == records.size());
        CHECK(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
    }
}

TEST_CASE("the lock file names data and plugins with their digests") {
    const FirstRun first;
    const auto lock = nlohmann::json::parse(content_of(first.run("runs") / "lock.json"));
    REQUIRE(lock["plugins"].size() == 5);
    for (const auto& plugin : lock["plugins"]) {
        CHECK(plugin["sha256"].get<std::string>().size() == 64);
    }
    REQUIRE(lock["data"].size() == 1);
    CHECK(lock["data"][0]["file"] == "semiconductors.csv");
    CHECK(lock["seed"] == 1);
}

namespace {

/// Lines of a CSV file without quotes, split at commas.
std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& file) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(content_of(file));
    for (std::string line; std::getline(lines, line);) {
        rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) {
            rows.back().push_back(cell);
        }
    }
    return rows;
}

/// strategy and material -> predicted mean, of repeat 0, fold 0.
std::map<std::pair<std::string, std::string>, std::string> first_fold(const std::filesystem::path& run) {
    const auto rows = rows_of(run / "predictions.csv");
    const auto column = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
    };
    std::map<std::pair<std::string, std::string>, std::string> means;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i][column("repeat")] == "0" && rows[i][column("fold")] == "0") {
            means[{rows[i][column("strategy")], rows[i][column("material")]}] = rows[i][column("mean")];
        }
    }
    return means;
}

/// Lines of the data file whose record of the target is in the test rows of repeat 0, fold 0.
std::set<std::size_t> test_lines(const std::filesystem::path& run) {
    const auto splits = nlohmann::json::parse(content_of(run / "splits.json"));
    std::set<std::size_t> lines;
    for (const auto& split : splits["splits"]) {
        if (split["repeat"] != 0 || split["fold"] != 0) {
            continue;
        }
        for (const std::size_t record : split["test"]) {
            lines.insert(splits["records"][record]["line"].get<std::size_t>());
        }
    }
    return lines;
}

/// Adds 5 to a column (0: formula, 1: measured, 3: PBE) in those lines.
std::string shifted(const std::string& csv, const std::set<std::size_t>& lines, std::size_t column) {
    std::istringstream input(csv);
    std::string output;
    std::size_t number = 0;
    for (std::string line; std::getline(input, line);) {
        if (lines.count(++number) > 0) {
            std::size_t begin = 0;
            for (std::size_t k = 0; k < column; ++k) {
                begin = line.find(',', begin) + 1;
            }
            const auto end = line.find(',', begin);
            line.replace(begin, end - begin, std::to_string(std::stod(line.substr(begin, end - begin)) + 5));
        }
        output += line + "\n";
    }
    return output;
}

} // namespace

TEST_CASE("what is measured for held-out materials changes no prediction for them") {
    const FirstRun first;
    const auto data = first.config().parent_path() / "semiconductors.csv";
    const std::string original = content_of(data);
    const auto before = first.run("before");
    const auto lines = test_lines(before);
    REQUIRE(lines.size() == 32);
    const auto run_with = [&](const std::string& runs, const std::string& csv) {
        std::ofstream(data, std::ios::binary) << csv;
        return first_fold(first.run(runs));
    };
    const auto expected = first_fold(before);
    REQUIRE(expected.size() == 3 * 32);
    CHECK(run_with("target", shifted(original, lines, 1)) == expected);
    // hold_out_sources = true: their source labels count for nothing either
    CHECK(run_with("source", shifted(original, lines, 3)) == expected);
    // and the test can fail: with the sources left in, they do count
    first.write(
        edited(first.text(), "sources = [\"gap_pbe\"]", "sources = [\"gap_pbe\"]\nhold_out_sources = false"));
    CHECK(run_with("transductive", shifted(original, lines, 3)) != run_with("transductive2", original));
}

TEST_CASE("the effective config of a run gives the same numbers") {
    const FirstRun first;
    const auto run = first.run("runs");
    const auto again = first.config().parent_path() / "again";
    const auto outcome =
        run_program("run '" + (run / "config.effective.toml").string() + "' -q -o '" + again.string() + "'");
    INFO(outcome.output);
    REQUIRE(outcome.exit_code == 0);
    CHECK(content_of(only_run(again) / "predictions.csv") == content_of(run / "predictions.csv"));
}
