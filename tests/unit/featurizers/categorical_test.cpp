// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/categorical/categorical.hpp"
#include "tests/support/featurized.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::categorical::Categorical;

namespace {

std::vector<InputColumn> categorical_inputs() {
    return {{"temperature", "K", FeatureKind::number, {}},
            {"facet", "", FeatureKind::category, {"111", "211", "110"}},
            {"method", "", FeatureKind::category, {"PBE", "GW"}}};
}

Options chosen(std::vector<std::string> names, const char* encoding = "native") {
    return Options::defaults(Categorical::parameters())
        .with("columns", std::move(names))
        .with("encoding", encoding);
}

/// Three surfaces; the facet of the second is missing. They need no composition.
MaterialBatch surfaces() {
    MaterialBatch batch;
    batch.add("a", {}).add("b", {}).add("c", {});
    batch.column({300, 300, 300}).column({2, std::nan(""), 0}).column({0, 1, 1});
    return batch;
}

std::string categorical_refusal(std::vector<std::string> names, const std::vector<InputColumn>& from) {
    try {
        Categorical featurizer(chosen(std::move(names)), from);
    } catch (const Error& error) {
        CHECK(error.code() == SINTER_INVALID_ARGUMENT);
        return error.what();
    }
    return "accepted";
}

} // namespace

TEST_CASE("native encoding gives a category a column, with its name, its levels and missing values") {
    auto batch = surfaces();
    const Categorical featurizer(chosen({"method", "facet"}), categorical_inputs());
    REQUIRE(featurizer.features().size() == 2);
    CHECK(featurizer.features()[1].name == "facet");
    CHECK(featurizer.features()[1].kind == FeatureKind::category);
    CHECK(featurizer.features()[1].level_count == 3);
    const auto rows = featurized(featurizer, batch);
    CHECK(rows.col(0) == Eigen::Vector3d(0, 1, 1));
    CHECK(rows(0, 1) == 2);
    CHECK(std::isnan(rows(1, 1)));
    CHECK(rows(2, 1) == 0);
}

TEST_CASE("one-hot encoding gives a number a level, named by column and level") {
    const Categorical featurizer(chosen({"facet", "method"}, "one_hot"), categorical_inputs());
    std::vector<std::string> names;
    for (const auto& feature : featurizer.features()) {
        names.push_back(feature.name);
        CHECK(feature.kind == FeatureKind::number);
        CHECK(feature.level_count == 0);
    }
    CHECK(names == std::vector<std::string>{"facet = 111", "facet = 211", "facet = 110", "method = PBE",
                                            "method = GW"});
}

TEST_CASE(
    "one-hot encoding of a missing input is missing in all its levels and in no others, without a report") {
    auto batch = surfaces();
    const Categorical featurizer(chosen({"facet", "method"}, "one_hot"), categorical_inputs());
    Eigen::MatrixXd out = Eigen::MatrixXd::Constant(3, 5, 9.0);
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    CHECK(reports.notes.empty());
    CHECK(reports.errors.empty());
    Eigen::RowVectorXd first(5);
    first << 0, 0, 1, 1, 0;
    Eigen::RowVectorXd third(5);
    third << 1, 0, 0, 0, 1;
    CHECK(out.row(0) == first);
    CHECK(out.row(2) == third);
    CHECK(out.row(1).head(3).array().isNaN().all());
    CHECK(out.row(1).tail(2) == third.tail(2));
}

TEST_CASE("an input that is not one of the levels is a row error, and the others are kept") {
    for (const auto* encoding : {"native", "one_hot"}) {
        for (const double wrong : {3.0, -1.0, 0.5}) {
            MaterialBatch batch;
            batch.add("a", {}).add("b", {});
            batch.column({0, 0}).column({wrong, 1}).column({0, 0});
            const Categorical featurizer(chosen({"facet"}, encoding), categorical_inputs());
            RowMatrix out(2, static_cast<Index>(featurizer.features().size()));
            KeptReports reports;
            featurizer.featurize(batch.materials(), out, reports);
            REQUIRE(reports.errors.size() == 1);
            CHECK(reports.errors[0].find("which is not one of its 3 levels") != std::string::npos);
            CHECK(out.row(0).array().isNaN().all());
            CHECK_FALSE(out.row(1).hasNaN());
        }
    }
}

TEST_CASE("a column that is not known is refused with the nearest name and the list") {
    CHECK(
        categorical_refusal({"facets"}, categorical_inputs()) ==
        "there is no input column 'facets'; did you mean 'facet'? There are 'temperature', 'facet', 'method'");
    CHECK(categorical_refusal({"surface"}, categorical_inputs()) ==
          "there is no input column 'surface'; there are 'temperature', 'facet', 'method'");
    CHECK(categorical_refusal({"facet"}, {}) ==
          "there is no input column 'facet'; no input columns are declared");
}

TEST_CASE("a number, an empty list and a column named twice are refused") {
    CHECK(categorical_refusal({"temperature"}, categorical_inputs()) ==
          "the input 'temperature' is a number; declare it with kind = \"category\", "
          "or use it as a number with the featurizer columns");
    CHECK(categorical_refusal({}, categorical_inputs()) == "the list of column names is empty");
    CHECK(categorical_refusal({"facet", "facet"}, categorical_inputs()) ==
          "'facet' stands twice in the list");
}

TEST_CASE("categorical declares its columns, which must be given, and two encodings") {
    const auto parameters = Categorical::parameters();
    REQUIRE(parameters.all().size() == 2);
    CHECK(parameters.all()[0].required);
    CHECK(parameters.all()[1].choices == std::vector<std::string>{"native", "one_hot"});
    CHECK(parameters.all()[1].default_value.text == "native");
}
