// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_embedding/element_embedding.hpp"
#include "tests/support/featurized.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace sinter;
using namespace sinter::tests;
using plugins::element_embedding::ElementEmbedding;

namespace {

const std::string four_elements = "element,a,b\n"
                                  "H,1,-2\n"
                                  "O,3.5,0.25\n"
                                  "Fe,-1e1,4\n"
                                  "Ba,0,8\n";

const std::map<int, std::vector<double>> four_vectors = {
    {1, {1, -2}}, {8, {3.5, 0.25}}, {26, {-10, 4}}, {56, {0, 8}}};

const std::vector<std::string> all_statistics = {"minimum", "maximum", "range", "mean", "avg_dev", "mode"};

Options options_for(const std::filesystem::path& file, std::vector<std::string> statistics = {"mean"},
                    const char* missing = "mean") {
    return Options::defaults(ElementEmbedding::parameters())
        .with("file", file.c_str())
        .with("statistics", std::move(statistics))
        .with("missing", missing);
}

/// The six statistics of dimension `d`, by their definitions.
std::vector<double> plain_statistics(const MaterialBatch::Parts& parts, std::size_t d) {
    double total = 0;
    double most = 0;
    for (const auto& [z, a] : parts) {
        total += a;
        most = std::max(most, a);
    }
    double low = 1e300;
    double high = -1e300;
    double mean = 0;
    double mode = 1e300;
    for (const auto& [z, a] : parts) {
        const double value = four_vectors.at(z)[d];
        low = std::min(low, value);
        high = std::max(high, value);
        mean += a / total * value;
        mode = a == most ? std::min(mode, value) : mode;
    }
    double avg_dev = 0;
    for (const auto& [z, a] : parts) {
        avg_dev += a / total * std::abs(four_vectors.at(z)[d] - mean);
    }
    return {low, high, high - low, mean, avg_dev, mode};
}

/// What a table with this content is refused for, without the path.
std::string refusal(const std::string& content) {
    const TemporaryFolder folder;
    const auto file = folder.write("table.csv", content);
    try {
        ElementEmbedding featurizer(options_for(file), {});
    } catch (const Error& error) {
        CHECK(error.code() == SINTER_INVALID_ARGUMENT);
        const std::string text = error.what();
        REQUIRE(text.rfind(folder.path().string(), 0) == 0);
        return text.substr(folder.path().string().size() + 1);
    }
    return "accepted";
}

} // namespace

TEST_CASE("an embedding has a feature a dimension and statistic, named by file, statistic and column") {
    const TemporaryFolder folder;
    const auto file = folder.write("learnt.csv", four_elements);
    const ElementEmbedding by_default(options_for(file), {});
    REQUIRE(by_default.features().size() == 2);
    CHECK(by_default.features()[0].name == "learnt mean a");
    CHECK(by_default.features()[1].name == "learnt mean b");
    const ElementEmbedding two(options_for(file, {"range", "minimum"}), {});
    REQUIRE(two.features().size() == 4);
    CHECK(two.features()[0].name == "learnt range a");
    CHECK(two.features()[1].name == "learnt minimum a");
    CHECK(two.features()[3].name == "learnt minimum b");
}

TEST_CASE("the statistics of an embedding agree with their definitions written out") {
    const TemporaryFolder folder;
    const auto file = folder.write("learnt.csv", four_elements);
    const std::vector<MaterialBatch::Parts> materials = {
        {{26, 2}, {8, 3}}, {{56, 1}, {26, 1}, {8, 3}, {1, 3}}, {{26, 1}, {8, 1}}, {{1, 4}}};
    MaterialBatch batch;
    for (const auto& parts : materials) {
        batch.add("it", parts);
    }
    const auto rows = featurized(ElementEmbedding(options_for(file, all_statistics), {}), batch);
    for (std::size_t i = 0; i < materials.size(); ++i) {
        for (std::size_t d = 0; d < 2; ++d) {
            const auto expected = plain_statistics(materials[i], d);
            for (std::size_t s = 0; s < 6; ++s) {
                CAPTURE(i, d, s);
                CHECK(rows(static_cast<Index>(i), static_cast<Index>(6 * d + s)) ==
                      Approx(expected[s]).epsilon(1e-13).margin(1e-13));
            }
        }
    }
}

TEST_CASE("each statistic alone is that of all six") {
    const TemporaryFolder folder;
    const auto file = folder.write("learnt.csv", four_elements);
    MaterialBatch batch;
    batch.add("it", {{56, 1}, {26, 1}, {8, 3}});
    const auto all = featurized(ElementEmbedding(options_for(file, all_statistics), {}), batch);
    for (std::size_t s = 0; s < all_statistics.size(); ++s) {
        const auto one = featurized(ElementEmbedding(options_for(file, {all_statistics[s]}), {}), batch);
        CAPTURE(all_statistics[s]);
        CHECK(one(0, 0) == all(0, static_cast<Index>(s)));
        CHECK(one(0, 1) == all(0, static_cast<Index>(6 + s)));
    }
}

TEST_CASE(
    "equal materials give equal embeddings, whatever the batch, the order and the layout of the output") {
    const TemporaryFolder folder;
    const ElementEmbedding featurizer(options_for(folder.write("t.csv", four_elements), all_statistics), {});
    MaterialBatch alone;
    alone.add("one", {{56, 1}, {26, 0.7}, {8, 2.9}});
    const auto expected = featurized(featurizer, alone);
    MaterialBatch many;
    many.add("Og", {{118, 1}}).add("H2", {{1, 2}}).add("two", {{8, 2.9}, {56, 1}, {26, 0.7}});
    Eigen::MatrixXd out(3, 12);
    KeptReports reports;
    featurizer.featurize(many.materials(), out, reports);
    CHECK(out.row(2) == expected.row(0));
}

TEST_CASE("missing = mean: the mean over the file's elements stands in, and a note names element and file") {
    const TemporaryFolder folder;
    const auto file = folder.write("learnt.csv", four_elements);
    MaterialBatch batch;
    batch.add("NiO", {{28, 1}, {8, 1}}).add("FeO", {{26, 1}, {8, 1}});
    RowMatrix out(2, 2);
    KeptReports reports;
    ElementEmbedding(options_for(file), {}).featurize(batch.materials(), out, reports);
    CHECK(reports.notes == std::vector<std::string>{"0: Ni is not in " + file.string() +
                                                    ": the mean over its elements was used"});
    CHECK(out(0, 0) == Approx(((1 + 3.5 - 10 + 0) / 4 + 3.5) / 2));
    CHECK(out(0, 1) == Approx(((-2 + 0.25 + 4 + 8) / 4 + 0.25) / 2));
}

TEST_CASE("missing = nan: what needs the element is missing; the mode asks only for the most frequent") {
    const TemporaryFolder folder;
    const auto file = folder.write("learnt.csv", four_elements);
    MaterialBatch batch;
    batch.add("NiO3", {{28, 1}, {8, 3}}).add("Ni3O", {{28, 3}, {8, 1}}).add("OPb", {{8, 1}, {82, 1}});
    RowMatrix out(3, 12);
    KeptReports reports;
    ElementEmbedding(options_for(file, all_statistics, "nan"), {}).featurize(batch.materials(), out, reports);
    CHECK(reports.notes.empty());
    CHECK(reports.errors.empty());
    for (Index j = 0; j < 12; ++j) {
        CAPTURE(j);
        CHECK(std::isnan(out(0, j)) == (j % 6 != 5));
        CHECK(std::isnan(out(1, j)));
        CHECK(std::isnan(out(2, j)));
    }
    CHECK(out(0, 5) == 3.5);
}

TEST_CASE("missing = error: the row is an error that names the elements and the file") {
    const TemporaryFolder folder;
    const auto file = folder.write("learnt.csv", four_elements);
    MaterialBatch batch;
    batch.add("NiOPb", {{28, 1}, {8, 1}, {82, 1}}).add("?", {}).add("FeO", {{26, 1}, {8, 1}});
    RowMatrix out(3, 2);
    KeptReports reports;
    ElementEmbedding(options_for(file, {"mean"}, "error"), {}).featurize(batch.materials(), out, reports);
    CHECK(reports.errors == std::vector<std::string>{"0: " + file.string() + " has no line for Ni, Pb",
                                                     "1: it has no composition"});
    CHECK(out.row(0).array().isNaN().all());
    CHECK(out.row(1).array().isNaN().all());
    CHECK(out(2, 0) == Approx((-10 + 3.5) / 2));
}

TEST_CASE("line ends of Windows, a byte order mark, blanks and a last line without end are read") {
    const TemporaryFolder folder;
    MaterialBatch batch;
    batch.add("FeO", {{26, 1}, {8, 1}});
    const auto expected =
        featurized(ElementEmbedding(options_for(folder.write("a.csv", four_elements)), {}), batch);
    const auto other = folder.write("b.csv", "\xEF\xBB\xBF, a ,b\r\n O , 3.5,\t0.25\r\nFe,-10,4.0e0");
    const ElementEmbedding featurizer(options_for(other), {});
    CHECK(featurizer.features()[0].name == "b mean a");
    CHECK(featurized(featurizer, batch) == expected);
}

TEST_CASE("line ends of old Macs are read, and lines are counted by them") {
    const TemporaryFolder folder;
    MaterialBatch batch;
    batch.add("FeO", {{26, 1}, {8, 1}});
    const auto expected =
        featurized(ElementEmbedding(options_for(folder.write("a.csv", four_elements)), {}), batch);
    const auto old = folder.write("b.csv", "element,a,b\rO,3.5,0.25\rFe,-10,4\r");
    CHECK(featurized(ElementEmbedding(options_for(old), {}), batch) == expected);
    const auto mixed = folder.write("c.csv", "element,a,b\rO,3.5,0.25\r\nFe,-10,4\nQ,1,1\r");
    CHECK_THROWS_WITH(ElementEmbedding(options_for(mixed), {}), Catch::Contains("c.csv:4: found 'Q'"));
}

TEST_CASE("a malformed table is refused with file and line, what was found and what was expected") {
    CHECK(refusal("") == "table.csv: found an empty file, expected a header and a line per element");
    CHECK(refusal("element,a\n") ==
          "table.csv:1: found no element after the header, expected a line per element");
    CHECK(refusal("element\nH\n") ==
          "table.csv:1: found one column, expected the element and at least one column of numbers");
    CHECK(refusal("H,1,2\nO,3,4\n") ==
          "table.csv:1: found the element 'H' in the first line, expected a header "
          "that names the columns, e.g. element,d1,d2");
    CHECK(refusal("element,a,\nH,1,2\n") ==
          "table.csv:1: found no name for column 3, expected a name for each column of numbers");
    CHECK(refusal("element,a,a\nH,1,2\n") ==
          "table.csv:1: found the column name 'a' a second time, expected each name once");
    CHECK(refusal("element,a\nH,1\nXx,2\n") ==
          "table.csv:3: found 'Xx', expected the symbol of an element, e.g. Fe");
    CHECK(refusal("element,a\nH,1\nO,2\nH,3\n") ==
          "table.csv:4: found the element 'H' a second time, expected each element once");
    CHECK(refusal("element,a,b\nH,1,2\nO,1\n") ==
          "table.csv:3: found 2 cells, expected 3 cells, as in the header");
    CHECK(refusal("element,a,b\nH,1,2,3\n") ==
          "table.csv:2: found 4 cells, expected 3 cells, as in the header");
    CHECK(refusal("element,a\nH,1\n\nO,2\n") ==
          "table.csv:3: found an empty line, expected 2 cells, as in the header");
}

TEST_CASE("a cell that is not a finite number is refused, with its column") {
    for (const std::string cell : {"one", "1.5x", "nan", "inf", "1e999", "+1", "0x10", "\"1\"", "1;2"}) {
        CHECK(refusal("element,a,b\nH,1," + cell + "\n") ==
              "table.csv:2: found '" + cell + "' in column 'b', expected a finite number");
    }
    CHECK(refusal("element,a,b\nH,,1\n") ==
          "table.csv:2: found an empty cell in column 'a', expected a finite number");
    CHECK(refusal("element,a\nH," + std::string(100, '9') + "z\n") ==
          "table.csv:2: found '" + std::string(40, '9') + "...' in column 'a', expected a finite number");
}

TEST_CASE("a file that is not there is refused") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "none.csv";
    CHECK_THROWS_WITH(ElementEmbedding(options_for(file), {}), file.string() + ": cannot be read");
}

TEST_CASE("an unknown statistic, one that stands twice and none are refused") {
    const TemporaryFolder folder;
    const auto file = folder.write("t.csv", four_elements);
    const auto make = [&](std::vector<std::string> statistics) {
        return ElementEmbedding(options_for(file, std::move(statistics)), {}).features().size();
    };
    CHECK_THROWS_WITH(make({"mean", "minimun"}), "there is no statistic 'minimun'; did you mean 'minimum'?");
    CHECK_THROWS_WITH(make({"mean", "mean"}), "the statistic 'mean' stands twice in the list");
    CHECK_THROWS_WITH(make({}), "the list of statistics is empty");
}
