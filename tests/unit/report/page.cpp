// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/report/html_page.hpp"
#include "framework/report/run_folder.hpp"
#include "framework/report/svg_parity_plot.hpp"
#include "framework/report/write_file.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::report;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++n;
    }
    return n;
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

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

TEST_CASE("the page holds the answer, the tables, a plot a strategy, the config and the citation") {
    const auto html = html_page(score(tests::example_study()));
    CHECK(html.find("<!DOCTYPE html>") == 0);
    CHECK(contains(html, "difference has the lowest error of 4 strategies"));
    CHECK(contains(html, "worse (negative transfer)"));
    CHECK(contains(html, "not significant"));
    CHECK(count(html, "<svg class=\"parity\"") == 4);
    CHECK(count(html, "<circle class=\"point\"") == 4 * 120); // each material once: the first repeat
    CHECK(contains(html, "Material7: measured "));
    CHECK(contains(html, "formula could not be read (3 times)"));
    CHECK(contains(html, "name = &quot;band-gap&quot;"));
    CHECK(contains(html, "1711.05099"));
    CHECK(contains(html, "lang=\"en\""));
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
    results.name = results.protocol = results.target_unit = evil;
    results.config_text = evil;
    results.labels[0] = {evil, evil, evil, 1, 1, 1, evil};
    results.overlaps[0] = {evil, evil, 1};
    results.left_out = results.notices = {{evil, 2}};
    results.versions = {{evil, evil}};
    results.target = evil;
    for (auto& strategy : results.strategies) {
        strategy.name += evil;
        strategy.plugin = strategy.target = evil;
        strategy.sources = {evil};
        strategy.options = {{evil, evil}};
    }
    for (auto& unit : results.units) {
        unit.strategy += evil;
        unit.target = evil;
        for (auto& row : unit.predictions) {
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
}

TEST_CASE("a study that finished nothing still has a page") {
    CHECK(well_nested(html_page(score({}))));
    auto results = tests::example_study();
    results.units.clear();
    const auto html = html_page(score(results));
    CHECK(contains(html, "No strategy has finished a fold"));
    CHECK(contains(html, "name = &quot;band-gap&quot;"));
}

TEST_CASE("of very many rows a plot shows those with the largest errors and a part of the others") {
    std::vector<study::RowPrediction> predictions;
    for (int i = 0; i < 5000; ++i) {
        const auto name = "M" + std::to_string(i) + "-";
        predictions.push_back({i, name, name, double(i), i + (i == 4321 ? 900.0 : 1.0), 0, 0});
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
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    const study::RowPrediction equal{0, "A", "A", 2, 2, unknown, unknown};
    const study::RowPrediction none{1, "B", "B", unknown, 1, unknown, unknown};
    const std::vector<const study::RowPrediction*> rows{&equal, &none};
    const auto svg = svg_parity_plot(rows, parity_range(rows), {"title", "", 1000});
    CHECK(count(svg, "<circle") == 1);
    CHECK_FALSE(contains(svg, "\"nan"));
    CHECK_FALSE(contains(svg, "\"-nan"));
    CHECK_FALSE(contains(svg, "inf"));
}

TEST_CASE("a run folder gets every file, twice the same bytes") {
    const tests::TemporaryFolder one;
    const tests::TemporaryFolder two;
    write_report(score(tests::example_study()), one.path());
    write_report(score(tests::example_study()), two.path());
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(one.path())) {
        names.insert(entry.path().filename());
        CHECK(content_of(entry.path()) == content_of(two.path() / entry.path().filename()));
        CHECK_FALSE(content_of(entry.path()).empty());
    }
    CHECK(names == std::set<std::string>{"metrics.csv", "predictions.csv", "significance.csv", "summary.txt",
                                         "report.html", "CITATION.bib"});
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
        CHECK(diagnostic.kind == diagnostics::ErrorKind::data);
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
