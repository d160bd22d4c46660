// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/report/drawings/figures.hpp"
#include "framework/report/drawings/svg_parity_plot.hpp"
#include "framework/report/page/html_page.hpp"
#include "framework/run_folder/report_writer.hpp"
#include "framework/run_folder/write_file.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text.hpp"
#include "tests/unit/report/example_study.hpp"

#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using sinter::tests::contains;
using sinter::tests::content_of;
using sinter::tests::count;

namespace {

/// Every tag is closed in order; void elements and <circle/> style ones aside.
bool well_nested(const std::string& html) {
    static const std::set<std::string> open_ended{"meta", "br"};
    std::vector<std::string> stack;
    for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const auto end = html.find('>', at);
        if (end == std::string::npos) {
            return false;
        }
        const auto tag = html.substr(at + 1, end - at - 1);
        if (tag.front() == '!' || tag.back() == '/') {
            continue;
        }
        const bool closing = tag.front() == '/';
        const auto name = tag.substr(closing ? 1 : 0, tag.find_first_of(" \n") - (closing ? 1 : 0));
        if (closing) {
            if (stack.empty() || stack.back() != name) {
                return false;
            }
            stack.pop_back();
        } else if (open_ended.count(name) == 0) {
            stack.push_back(name);
        }
    }
    return stack.empty();
}

} // namespace

TEST_CASE("the page holds the answer, the tables, a plot per strategy, the config and the citation") {
    const auto html = html_page(score(tests::example_study()));
    CHECK(html.find("<!DOCTYPE html>") == 0);
    CHECK(contains(html, "difference has the lowest error of 4 strategies"));
    CHECK(contains(html, "worse</span> <span class=\"mark\">negative transfer</span>"));
    CHECK(contains(html, "not significant"));
    CHECK(count(html, "<svg class=\"parity\"") == 4);
    CHECK(count(html, "<circle class=\"point\"") == 4 * 120); // each material once: the first repeat
    CHECK(contains(html, "Material7: measured "));
    CHECK(contains(html, "formula could not be read (3 times)"));
    CHECK(contains(html, "name = &quot;band-gap&quot;"));
    CHECK(contains(html, "1711.05099"));
    CHECK(contains(html, "lang=\"en\""));
    CHECK(count(html, "role=\"img\"") == 6); // four parity plots, ratios, calibration
    CHECK(count(html, "role=\"img\"") == count(html, "aria-label=\"") - 1); // and one on the answer
    CHECK(well_nested(html));
}

TEST_CASE("the page needs nothing from outside and runs no script") {
    const auto html = html_page(score(tests::example_study()));
    CHECK_FALSE(contains(html, "<script"));
    CHECK_FALSE(contains(html, "src="));
    CHECK_FALSE(contains(html, "<link"));
    CHECK_FALSE(contains(html, "url("));
    CHECK_FALSE(contains(html, "@import"));
    CHECK(contains(html, "default-src 'none'"));
}

TEST_CASE("hostile names, materials, options and config stay text") {
    const std::string evil =
        "\"><script>alert(1)</script><img src=x onerror='alert(2)'>]]>--></pre></title></style>";
    auto results = tests::example_study();
    results.name = results.protocol = evil;
    results.config_text = evil;
    results.labels[0] = {evil, evil, evil, {}, 1, 1, 1, evil};
    results.overlaps[0] = {evil, evil, 1};
    results.left_out = results.notices = {{evil, 2}};
    results.versions = {{evil, evil}};
    results.targets = {evil};
    results.failed = {{{}, evil}};
    for (auto& strategy : results.strategies) {
        strategy.name += evil;
        strategy.plugin = evil;
        strategy.sources = {evil};
        strategy.options = {{evil, evil}};
    }
    for (auto& trial : results.trials) {
        for (auto& row : trial.predictions) {
            row.material += evil;
        }
    }
    const auto html = html_page(score(results));
    CHECK_FALSE(contains(html, "<script"));
    CHECK_FALSE(contains(html, "<img"));
    CHECK_FALSE(contains(html, "onerror='"));
    CHECK(count(html, "</style>") == 1);
    CHECK(count(html, "</title></head>") + count(html, "</title>\n<style>") == 1);
    CHECK(contains(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK(well_nested(html));
    for (const auto& figure : figures(score(results))) {
        INFO(figure.file);
        CHECK(figure.file.find_first_of("<>\"'/ ") == std::string::npos);
        CHECK_FALSE(contains(figure.content, "<script"));
        CHECK_FALSE(contains(figure.content, "<img"));
        CHECK(well_nested(figure.content));
    }
}

TEST_CASE("a study that finished nothing still has a page") {
    CHECK(well_nested(html_page(score({}))));
    auto results = tests::example_study();
    results.trials.clear();
    const auto html = html_page(score(results));
    CHECK(contains(html, "No strategy has finished a fold"));
    CHECK(contains(html, "name = &quot;band-gap&quot;"));
}

TEST_CASE("of very many rows a plot shows those with the largest errors and a part of the others") {
    std::vector<study::RowPrediction> predictions;
    for (int i = 0; i < 5000; ++i) {
        const auto name = "M" + std::to_string(i) + "-";
        predictions.push_back({i, i, name, name, double(i), i + (i == 4321 ? 900.0 : 1.0), 0, 0, {}});
    }
    std::vector<const study::RowPrediction*> rows;
    for (const auto& row : predictions) {
        rows.push_back(&row);
    }
    const auto svg = svg_parity_plot(rows, parity_range(rows), {"title", "eV", 1000});
    CHECK(contains(svg, "M4321-: measured"));
    CHECK(count(svg, "<circle") <= 1000);
    CHECK(count(svg, "<circle") > 800);
}

TEST_CASE("labels that are all equal, or not numbers, still give a plot") {
    const study::RowPrediction equal{0, 0, "A", "A", 2, 2, unknown, unknown, {}};
    const study::RowPrediction none{1, 1, "B", "B", unknown, 1, unknown, unknown, {}};
    const std::vector<const study::RowPrediction*> rows{&equal, &none};
    const auto svg = svg_parity_plot(rows, parity_range(rows), {"title", "", 1000});
    CHECK(count(svg, "<circle") == 1);
    CHECK_FALSE(contains(svg, "\"nan"));
    CHECK_FALSE(contains(svg, "\"-nan"));
    CHECK_FALSE(contains(svg, "inf"));
}

namespace {

/// Path below the folder, and content.
std::map<std::string, std::string> files_in(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder)] = content_of(entry.path());
        }
    }
    return files;
}

} // namespace

TEST_CASE("a run folder gets every file, and is made where there is none") {
    const tests::TemporaryFolder folder;
    write_report_files(score(tests::example_study({120, 5, 2, {0.5, 1.0}, 0})),
                       folder.path() / "new" / "run");
    std::set<std::string> names;
    for (const auto& [name, content] : files_in(folder.path() / "new" / "run")) {
        names.insert(name);
        CHECK_FALSE(content.empty());
    }
    CHECK(names == std::set<std::string>{
                       "metrics.csv", "predictions.csv", "significance.csv", "learning_curve.csv",
                       "calibration.csv", "summary.txt", "report.html", "CITATION.bib",
                       "figures/learning_curve-gap_expt.svg", "figures/ratio-gap_expt.svg",
                       "figures/calibration-gap_expt.svg", "figures/parity-gap_expt-single_task.svg",
                       "figures/parity-gap_expt-difference.svg",
                       "figures/parity-gap_expt-latent_variable.svg", "figures/parity-gap_expt-union.svg"});
}

TEST_CASE("the same results give the same bytes in every file, whatever the order of trials and failures") {
    for (auto results : {tests::two_target_study({60, 5, 2, {0.5, 1.0}, 2}), tests::class_study()}) {
        for (auto& trial : results.trials) { // exact in all targets of one trial
            for (auto& row : trial.predictions) {
                const bool exact = trial.key.strategy == 1 && trial.key.fold == 2 && row.shares.empty();
                row.mean = exact ? row.label : row.mean;
            }
        }
        results.failed = {{{0, 0, 1, -1, 0}, "a"}, {{1, 1, 0, 0, 0}, "b"}};
        const tests::TemporaryFolder one;
        const tests::TemporaryFolder two;
        write_report_files(score(results), one.path());
        std::reverse(results.trials.begin(), results.trials.end());
        std::swap(results.trials[3], results.trials[17]);
        std::reverse(results.failed.begin(), results.failed.end());
        write_report_files(score(results), two.path());
        const auto first = files_in(one.path());
        const auto second = files_in(two.path());
        CHECK(first.size() == second.size());
        for (const auto& [name, content] : first) {
            INFO(name);
            CHECK(second.at(name) == content);
        }
    }
}

TEST_CASE("tables that are there only sometimes go when they have nothing to say any more") {
    const tests::TemporaryFolder folder;
    auto results = tests::example_study({60, 5, 1, {1.0}, 2});
    results.failed = {{tests::trial_key(results, "union", 0, 1), "too few rows"}};
    write_report_files(score(results), folder.path());
    CHECK(std::filesystem::exists(folder.path() / "failures.csv"));
    CHECK(std::filesystem::exists(folder.path() / "nested_choice.csv"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "reliability.csv"));
    write_report_files(score(tests::class_study()), folder.path());
    CHECK_FALSE(std::filesystem::exists(folder.path() / "failures.csv"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "nested_choice.csv"));
    CHECK(std::filesystem::exists(folder.path() / "reliability.csv"));
}

TEST_CASE("a figure in a file stands alone: it has its namespace, its style and balanced tags") {
    const auto all = figures(score(tests::example_study({120, 5, 2, {0.5, 1.0}, 0})));
    REQUIRE(all.size() == 7);
    for (const auto& figure : all) {
        INFO(figure.file);
        CHECK(figure.content.find("<svg xmlns=\"http://www.w3.org/2000/svg\" ") == 0);
        CHECK(count(figure.content, "<style>") == 1);
        CHECK(count(figure.content, "</svg>") == 1);
        CHECK(contains(figure.content, "<title>"));
        CHECK(well_nested(figure.content));
    }
}

TEST_CASE("figures of strategies whose names differ only in signs don't overwrite each other") {
    auto results = tests::example_study();
    results.strategies[1].name = "a/b";
    results.strategies[2].name = "a b";
    std::set<std::string> names;
    for (const auto& figure : figures(score(results))) {
        names.insert(figure.file);
    }
    CHECK(names.count("parity-gap_expt-a-b.svg") == 1);
    CHECK(names.count("parity-gap_expt-a-b-2.svg") == 1);
    CHECK(file_part("../x") == "---x");
}

TEST_CASE("writing replaces a file whole and leaves nothing beside it") {
    const tests::TemporaryFolder folder;
    const auto path = folder.write("a.csv", "old content that is longer");
    write_file(path, "new");
    CHECK(content_of(path) == "new");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a file that can't be written is an error of the data with its path and the reason") {
    const tests::TemporaryFolder folder;
    try {
        write_file(folder.path() / "missing" / "a.csv", "x");
        FAIL("no error");
    } catch (const diagnostics::InputError& error) {
        const auto& diagnostic = error.diagnostics().all().front();
        CHECK(diagnostic.kind == diagnostics::ErrorKind::machine);
        CHECK(contains(diagnostic.message, (folder.path() / "missing" / "a.csv").string()));
        CHECK(contains(diagnostic.message, "No such file or directory"));
    }
}

TEST_CASE("when the rename fails the temporary file is removed") {
    const tests::TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "taken" / "inside");
    CHECK_THROWS_AS(write_file(folder.path() / "taken", "x"), diagnostics::InputError);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}
