// SPDX-License-Identifier: Apache-2.0
//
// Every cell of matminer's features of 100 formulas.
#include "plugins/featurizers/element_fraction/element_fraction.hpp"
#include "plugins/featurizers/magpie/magpie.hpp"
#include "tests/reference/featurizers/agreement.hpp"
#include "tests/reference/featurizers/reference_table.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace sinter;
using namespace sinter::tests;
using plugins::element_fraction::ElementFraction;
using plugins::magpie::Magpie;

namespace {

Magpie magpie(const char* missing) {
    return {Options::defaults(Magpie::parameters()).with("missing", missing), {}};
}

std::vector<double> numbers_in(const std::string& cell) {
    std::vector<double> numbers;
    std::istringstream texts(cell);
    for (std::string text; std::getline(texts, text, ';');) {
        numbers.push_back(std::stod(text));
    }
    return numbers;
}

} // namespace

TEST_CASE("magpie with means for missing properties agrees with matminer in every cell") {
    const auto table = shared_reference("featurizers/dev_magpie132.csv");
    const auto compositions = shared_reference("featurizers/dev_compositions.csv");
    SINTER_SKIP_WITHOUT(table && compositions ? table : std::nullopt, "featurizer references");
    check_against(reference_table(*table), reference_table(*compositions), magpie("mean"));
}

TEST_CASE("magpie without imputation agrees with matminer in every cell and in which are missing") {
    const auto table = shared_reference("featurizers/dev_magpie132_noimpute.csv");
    const auto compositions = shared_reference("featurizers/dev_compositions.csv");
    SINTER_SKIP_WITHOUT(table && compositions ? table : std::nullopt, "featurizer references");
    check_against(reference_table(*table), reference_table(*compositions), magpie("nan"));
}

TEST_CASE("element_fraction agrees with matminer in every cell") {
    const auto table = shared_reference("featurizers/dev_elementfraction.csv");
    const auto compositions = shared_reference("featurizers/dev_compositions.csv");
    SINTER_SKIP_WITHOUT(table && compositions ? table : std::nullopt, "featurizer references");
    check_against(reference_table(*table), reference_table(*compositions),
                  ElementFraction(Options::defaults(ElementFraction::parameters()), {}));
}

TEST_CASE("magpie refuses exactly the formulas that have a missing cell without imputation") {
    const auto path = shared_reference("featurizers/dev_magpie132_noimpute.csv");
    const auto compositions = shared_reference("featurizers/dev_compositions.csv");
    SINTER_SKIP_WITHOUT(path && compositions ? path : std::nullopt, "featurizer references");
    const auto table = reference_table(*path);
    auto batch = batch_for(table, reference_table(*compositions));
    const RowMatrix out = featurized(magpie("error"), batch);
    Index refused = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const bool incomplete = std::count(table.rows[i].begin(), table.rows[i].end(), "") > 0;
        CAPTURE(table.rows[i][0]);
        CHECK(std::isnan(out(static_cast<Index>(i), 0)) == incomplete);
        refused += incomplete ? 1 : 0;
    }
    CHECK(refused > 0);
    CHECK(refused < 100);
}

TEST_CASE("magpie and element_fraction give the values of matminer's own tests") {
    const auto path = shared_reference("featurizers/matminer_test_vectors.csv");
    SINTER_SKIP_WITHOUT(path, "matminer_test_vectors.csv");
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("U2Og3", {{92, 2}, {118, 3}});
    const RowMatrix imputed = featurized(magpie("mean"), batch);
    const RowMatrix missing = featurized(magpie("nan"), batch);
    const RowMatrix fractions =
        featurized(ElementFraction(Options::defaults(ElementFraction::parameters()), {}), batch);

    int checked = 0;
    const auto check_first = [&](const RowMatrix& rows, Index row, const std::vector<double>& expected) {
        for (std::size_t j = 0; j < expected.size(); ++j) {
            CHECK(rows(row, static_cast<Index>(j)) == Approx(expected[j]).epsilon(1e-9));
        }
        ++checked;
    };
    for (const auto& row : reference_table(*path).rows) {
        CAPTURE(row[0], row[1], row[2]);
        if (row[0] == "ElementProperty magpie" && row[1] == "Fe2O3") {
            check_first(imputed, 0, numbers_in(row[4]));
        } else if (row[0] == "ElementProperty magpie" && row[2] == "impute_nan=True") {
            check_first(imputed, 1, numbers_in(row[4]));
        } else if (row[0] == "ElementProperty magpie") {
            CHECK(missing.row(1).array().isNaN().count() == std::stol(row[4]));
            ++checked;
        } else if (row[0] == "ElementFraction") {
            CHECK(fractions(0, 7) == Approx(numbers_in(row[4])[0]));
            CHECK(fractions(0, 25) == Approx(numbers_in(row[4])[1]));
            ++checked;
        }
    }
    CHECK(checked == 4);
}
