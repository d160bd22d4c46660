// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/statistics/distributions.hpp"
#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sinter/random.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <sstream>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// Two labels of the same smooth function of one input, with noise of correlation 0.8.
std::string correlated_labels() {
    const Stream stream(23);
    const auto normal = [&](int i, int k) {
        const auto bits = stream.bits(static_cast<std::uint64_t>(2 * i + k));
        return evaluation::normal_quantile((static_cast<double>(bits >> 12U) + 0.5) * 0x1.0p-52);
    };
    std::string csv = "id,x,a,b\n";
    for (int i = 0; i < 240; ++i) {
        const double x = 0.01 * ((37 * i) % 240);
        const double first = normal(i, 0);
        const double second = 0.8 * first + 0.6 * normal(i, 1);
        csv += "m" + std::to_string(i) + "," + std::to_string(x) + "," +
               std::to_string(std::sin(3 * x) + 0.4 * first) + "," +
               (i % 9 == 8 ? "" : std::to_string(0.5 + std::cos(2 * x) + 0.5 * second)) + "\n";
    }
    return csv;
}

constexpr const char* config = R"toml([study]
name = "two-labels"
seed = 4
[[table]]
file = "labels.csv"
material = { key = ["id"] }
inputs.x = { column = "x" }
labels.a = { column = "a", unit = "eV" }
labels.b = { column = "b", unit = "eV" }
[[featurizer]]
plugin = "columns"
columns = ["x"]
[learner.forest]
plugin = "random_forest"
trees = 60
min_leaf = 5
[[strategy]]
plugin = "single_task"
targets = ["a", "b"]
learner = "forest"
[[strategy]]
plugin = "multi_task"
targets = ["a", "b"]
learner = "forest"
[[derived]]
name = "gap"
expression = "a - b"
unit = "eV"
[[derived]]
name = "larger"
expression = "argmax(a, b)"
law = "auto"
[protocol]
kind = "k_fold"
folds = 4
)toml";

class Study {
public:
    Study() {
        folder_.write("labels.csv", correlated_labels());
        folder_.write("study.toml", config);
    }
    [[nodiscard]] fs::path root(const std::string& name) const { return folder_.path() / name; }
    [[nodiscard]] Outcome run(const std::string& runs, const std::string& more) const {
        return run_program("run '" + root("study.toml").string() + "' -o '" + root(runs).string() + "' " +
                           more);
    }
    void write(const std::string& text) const { folder_.write("study.toml", text); }

private:
    TemporaryFolder folder_;
};

/// The fields of a CSV without quotes, by header, of the line that starts so.
std::map<std::string, std::string> line_of(const std::string& csv, const std::string& start) {
    std::istringstream lines(csv);
    std::string header;
    std::getline(lines, header);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind(start, 0) == 0) {
            std::map<std::string, std::string> fields;
            std::istringstream names(header);
            std::istringstream values(line);
            for (std::string name, value;
                 std::getline(names, name, ',') && std::getline(values, value, ',');) {
                fields[name] = value;
            }
            return fields;
        }
    }
    throw std::runtime_error("no line " + start);
}

double number(const std::map<std::string, std::string>& fields, const std::string& name) {
    return std::stod(fields.at(name));
}

} // namespace

TEST_CASE("labels whose errors go together: the joint law of their difference is narrower and likelier") {
    const Study study;
    const auto outcome = study.run("one", "-q --threads 1");
    INFO(outcome.output);
    REQUIRE(outcome.exit_code == 0);
    const auto run = only_run(study.root("one"));
    const std::string derived = content_of(run / "derived.csv");
    for (const std::string strategy : {"single_task", "multi_task"}) {
        INFO(strategy);
        const auto gap = line_of(derived, strategy + ",gap,eV,");
        CHECK(gap.at("law") == "residuals");
        CHECK(number(gap, "n_test") == 214);
        CHECK(number(gap, "nll_joint") < number(gap, "nll_independent") - 0.1);
        CHECK(number(gap, "by_fold_upper") < 0);
        CHECK(number(gap, "by_group_upper") < 0);
        CHECK(number(gap, "width_68_joint") < 0.75 * number(gap, "width_68_independent"));
        CHECK(number(gap, "coverage_68_joint") == Approx(0.68).margin(0.08));
        CHECK(number(gap, "coverage_68_independent") > 0.8);
        const auto larger = line_of(derived, strategy + ",larger,");
        CHECK(larger.at("loss") == "log_loss");
        CHECK(number(larger, "log_loss_joint") < number(larger, "log_loss_independent"));
    }
    CHECK_THAT(content_of(run / "summary.txt"), Contains("Joint law against independence"));
    CHECK_THAT(content_of(run / "report.html"), Contains("Joint law against independence"));
    CHECK_THAT(content_of(run / "predictions.csv"),
               Contains("single_task,gap,") && Contains("multi_task,larger,"));
    CHECK_THAT(content_of(run / "significance.csv"), Contains("multi_task,single_task,gap,eV"));
    const auto again = study.run("one", "--no-progress");
    CHECK(again.exit_code == 0);
    CHECK_THAT(again.output, !Contains("[1/"));
}

TEST_CASE("derived quantities have the same bytes for one thread and for two", "[threads]") {
    const Study study;
    REQUIRE(study.run("one", "-q --threads 1").exit_code == 0);
    REQUIRE(study.run("two", "-q --threads 2").exit_code == 0);
    for (const char* file : {"derived.csv", "predictions.csv", "metrics.csv", "summary.txt", "report.html"}) {
        INFO(file);
        CHECK(content_of(only_run(study.root("one")) / file) ==
              content_of(only_run(study.root("two")) / file));
    }
}

TEST_CASE("what is wrong with a derived quantity ends with exit code 2, all of it at once") {
    const Study study;
    study.write(edited(edited(config, "\"a - b\"", "\"a - c\""), "argmax(a, b)", "1 + argmax(a, b)"));
    const auto outcome = study.run("none", "-q");
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.output, Contains("\"c\" is neither a label nor a derived quantity, at character 5"));
    CHECK_THAT(outcome.output, Contains("argmax gives a class, not a number"));
}
