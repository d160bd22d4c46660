// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <charconv>
#include <cmath>
#include <sstream>

using namespace sinter::tests;
using Catch::Contains;

namespace {

/// Fields of CSV lines without quotes.
std::vector<std::vector<std::string>> cells(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r') {
            line.pop_back(); // the reference files end lines in CRLF
        }
        rows.emplace_back();
        std::size_t begin = 0;
        for (auto end = line.find(',');; end = line.find(',', begin)) {
            rows.back().push_back(line.substr(begin, end - begin));
            if (end == std::string::npos) {
                break;
            }
            begin = end + 1;
        }
    }
    return rows;
}

double number(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    REQUIRE((error == std::errc() && end == text.data() + text.size()));
    return value;
}

void require_agreement(const std::string& options, const std::string& reference_name) {
    const auto formulas = shared_reference("featurizers/dev_formulas.txt");
    const auto reference = shared_reference("featurizers/" + reference_name);
    SINTER_SKIP_WITHOUT(formulas && reference, "reference/featurizers");
    const TemporaryFolder folder;
    const auto file = folder.path() / "features.csv";
    const auto outcome =
        run_program("featurize " + options + " '" + formulas->string() + "' -o '" + file.string() + "'");
    INFO(outcome.output);
    REQUIRE(outcome.exit_code == 0);
    const auto ours = cells(content_of(file));
    const auto theirs = cells(content_of(*reference));
    REQUIRE(ours.size() == theirs.size());
    CHECK(ours[0] == theirs[0]);
    std::size_t compared = 0;
    for (std::size_t i = 1; i < ours.size(); ++i) {
        REQUIRE(ours[i].size() == theirs[i].size());
        REQUIRE(ours[i][0] == theirs[i][0]);
        for (std::size_t j = 1; j < ours[i].size(); ++j) {
            INFO(ours[i][0] << ": " << ours[0][j]);
            REQUIRE(ours[i][j].empty() == theirs[i][j].empty());
            if (ours[i][j].empty()) {
                continue;
            }
            const double expected = number(theirs[i][j]);
            REQUIRE(std::abs(number(ours[i][j]) - expected) <= 1e-9 * std::max(1.0, std::abs(expected)));
            ++compared;
        }
    }
    CHECK(compared > 10'000);
}

} // namespace

TEST_CASE("`featurize` writes what the reference tables hold: magpie") {
    require_agreement("--plugin magpie", "dev_magpie132.csv");
}
TEST_CASE("`featurize` writes what the reference tables hold: magpie with missing cells") {
    require_agreement("--plugin magpie -s missing=nan", "dev_magpie132_noimpute.csv");
}
TEST_CASE("`featurize` writes what the reference tables hold: element fractions") {
    require_agreement("--plugin element_fraction", "dev_elementfraction.csv");
}

TEST_CASE("`featurize` takes a CSV with a column formula and keeps order and repeats") {
    const TemporaryFolder folder;
    const auto file = folder.write("list.csv", "id,formula\n1,GaAs\n2,Si\n3,GaAs\n");
    const auto outcome = run_program("featurize --plugin element_fraction '" + file.string() + "'");
    const auto rows = cells(outcome.output);
    REQUIRE(rows.size() == 4);
    CHECK(rows[1][0] == "GaAs");
    CHECK(rows[2][0] == "Si");
    CHECK(rows[3] == rows[1]);
}

TEST_CASE("`featurize` names every formula that is none, and writes nothing") {
    const TemporaryFolder folder;
    const auto file = folder.write("list.txt", "GaAs\nfoo\nSi\nCuSO4.5H2O\n");
    const auto target = folder.path() / "out.csv";
    const auto outcome = run_program("featurize --plugin element_fraction '" + file.string() + "' -o '" +
                                     target.string() + "'");
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.output, Contains("list.txt:2") && Contains("list.txt:4") && Contains("CuSO4"));
    CHECK_FALSE(std::filesystem::exists(target));
}

TEST_CASE("`featurize` on a config gives all featurizers' columns side by side") {
    const TemporaryFolder folder;
    folder.write("t.csv", "formula,T\nGaAs,300\nSi,77\n");
    const auto config = folder.write("study.toml", R"([study]
name = "x"
[[table]]
file = "t.csv"
material = { formula = "formula" }
inputs.T = { column = "T", unit = "K" }
[[featurizer]]
plugin = "element_fraction"
[[featurizer]]
plugin = "columns"
columns = ["T"]
)");
    const auto outcome = run_program("featurize '" + config.string() + "'");
    INFO(outcome.output);
    REQUIRE(outcome.exit_code == 0);
    const auto rows = cells(outcome.output);
    REQUIRE(rows.size() == 3);
    REQUIRE(rows[0].size() == 120);
    CHECK(rows[0][119] == "T");
    CHECK(rows[1][119] == "300");
    CHECK(rows[2][119] == "77");
}
