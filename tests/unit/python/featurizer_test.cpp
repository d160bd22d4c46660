// SPDX-License-Identifier: Apache-2.0
//
// Featurizers that are written in Python.
#include "tests/support/featurized.hpp"
#include "tests/unit/python/python_plugins.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using Catch::Matchers::Contains;
using sinter::Error;
using sinter::RowMatrix;
using namespace sinter::tests;

namespace {

const char* const share_of_oxygen = R"py(
class Oxygen:
    features = ["oxygen", ("temperature", "K")]
    def featurize(self, materials, out):
        for i in range(len(materials)):
            composition = materials.composition(i)
            if "Og" in composition:
                materials.error(i, "nobody knows oganesson")
            if "O" not in composition:
                materials.note(i, materials.names[i] + " has no oxygen")
            out[i, 0] = composition.get("O", 0) / sum(composition.values())
        out[:, 1] = materials.inputs["t"]
)py";

MaterialBatch oxides() {
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("NaCl", {{11, 1}, {17, 1}}).add("OgO", {{118, 1}, {8, 1}});
    batch.column({300, 400, 500});
    return batch;
}

} // namespace

TEST_CASE("a featurizer in Python fills the host's matrix, and reports on single rows") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto featurizer = plugins.featurizer_of(share_of_oxygen, {{"t", "K", {}, {}}});
    REQUIRE(featurizer->features().size() == 2);
    CHECK(featurizer->features()[0].name == "oxygen");
    CHECK(featurizer->features()[1].unit == "K");
    MaterialBatch batch = oxides();
    RowMatrix wide = RowMatrix::Constant(3, 5, -1); // columns 1 and 3 are the output
    KeptReports reports;
    featurizer->featurize(batch.materials(),
                          sinter::MatrixOut(sinter_matrix_out{wide.data() + 1, 3, 2, 5, 2}), reports);
    CHECK(wide(0, 1) == 0.6);
    CHECK(wide(0, 3) == 300);
    CHECK(wide(1, 1) == 0);
    CHECK(std::isnan(wide(2, 1)));
    CHECK(std::isnan(wide(2, 3)));
    CHECK((wide.col(0).array() == -1).all());
    CHECK((wide.col(2).array() == -1).all());
    CHECK(reports.notes == std::vector<std::string>{"1: NaCl has no oxygen"});
    CHECK(reports.errors == std::vector<std::string>{"2: nobody knows oganesson"});
}

TEST_CASE("a value that a featurizer in Python leaves out is missing") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto featurizer = plugins.featurizer_of("class F:\n"
                                                  "  features = ['a', 'b']\n"
                                                  "  def featurize(self, materials, out): out[:, 1] = 2\n",
                                                  {});
    MaterialBatch batch = oxides();
    RowMatrix out = RowMatrix::Constant(3, 2, -1);
    KeptReports reports;
    featurizer->featurize(batch.materials(), sinter::MatrixOut(out), reports);
    CHECK(out.col(0).array().isNaN().all());
    CHECK((out.col(1).array() == 2).all());
}

TEST_CASE(
    "a featurizer in Python without sound features is refused, and so is one that keeps its arguments") {
    SINTER_NEEDS_PYTHON();
    PythonPlugins plugins;
    const auto making = [&](const std::string& features) {
        try {
            plugins.featurizer_of("class F:\n  features = " + features +
                                      "\n  def featurize(self, materials, out): self.out = out\n",
                                  {});
        } catch (const Error& e) {
            return std::string(e.what());
        }
        return std::string("no error");
    };
    CHECK_THAT(making("[]"), Contains("expected a list of names"));
    CHECK_THAT(making("'oxygen'"), Contains("expected a list of names"));
    CHECK_THAT(making("['a', 'a']"), Contains("names ['a'] twice"));
    const auto keeper = plugins.featurizer_of(
        "class F:\n  features = ['a']\n  def featurize(self, materials, out): self.out = out\n", {});
    MaterialBatch batch = oxides();
    RowMatrix out(3, 1);
    KeptReports reports;
    CHECK_THROWS_WITH(keeper->featurize(batch.materials(), sinter::MatrixOut(out), reports),
                      Contains("featurize keeps an array"));
}
