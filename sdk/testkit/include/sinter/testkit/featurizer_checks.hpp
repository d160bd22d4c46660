// SPDX-License-Identifier: Apache-2.0
//
// Checks for featurizers.
#pragma once

#include <sinter/testkit/instance.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace sinter::testkit {
namespace featurizer {

[[nodiscard]] inline std::unique_ptr<Featurizer> made(const Subject& subject) {
    return make_featurizer(subject, subject.usable_options());
}

[[nodiscard]] inline RowMatrix values_of(const Featurizer& featurizer, const std::vector<Material>& materials,
                                         Layout layout = Layout::rows) {
    ReportedRows reports;
    return featurized(featurizer, materials, reports, layout);
}

inline void names(const Subject& subject) {
    const auto featurizer = made(subject);
    std::set<std::string> seen;
    if (featurizer->features().empty()) {
        fail("it has no features", "name at least one in features()");
    }
    for (const Feature& feature : featurizer->features()) {
        if (feature.name.empty()) {
            fail("a feature has no name", "name every feature");
        }
        if (!seen.insert(feature.name).second) {
            fail("two features are called \"" + feature.name + "\"", "give every feature a name of its own");
        }
        if (feature.kind == FeatureKind::category && feature.level_count == 0) {
            fail("the category \"" + feature.name + "\" has no levels", "state level_count");
        }
    }
}

inline void size(const Subject& subject) {
    const auto featurizer = made(subject);
    const RowMatrix values = values_of(*featurizer, common_materials());
    Index finite = 0;
    for (Index i = 0; i < values.rows(); ++i) {
        for (Index j = 0; j < values.cols(); ++j) {
            if (std::isinf(values(i, j))) {
                fail("feature \"" + featurizer->features()[static_cast<std::size_t>(j)].name +
                         "\" is infinite for " + common_materials()[static_cast<std::size_t>(i)].name,
                     "give NaN if there is no value");
            }
            finite += std::isnan(values(i, j)) ? 0 : 1;
        }
    }
    if (finite == 0) {
        fail("not one feature of " + std::to_string(values.rows()) + " common materials has a value",
             "compute something, or name what is missing by RowReports::error");
    }
    static_cast<void>(values_of(*featurizer, {}));
}

inline void deterministic(const Subject& subject) {
    const auto featurizer = made(subject);
    const RowMatrix first = values_of(*featurizer, common_materials());
    expect_same(first, values_of(*featurizer, common_materials()), exactly,
                "the same materials gave other features the second time",
                "let a row depend on its material only; keep nothing from call to call");
    expect_same(first, values_of(*made(subject), common_materials()), exactly,
                "another object with the same options gives other features",
                "let a row depend on the options and its material only");
}

inline void batch(const Subject& subject) {
    const auto featurizer = made(subject);
    const auto materials = common_materials();
    const RowMatrix together = values_of(*featurizer, materials);
    RowMatrix alone(together.rows(), together.cols());
    for (std::size_t i = 0; i < materials.size(); ++i) {
        alone.row(static_cast<Index>(i)) = values_of(*featurizer, {materials[i]});
    }
    expect_same(together, alone, exactly, "a material has other features among others than by itself",
                "let a row depend on its material only");
    auto reversed = materials;
    std::reverse(reversed.begin(), reversed.end());
    expect_same(together, values_of(*featurizer, reversed).colwise().reverse(), exactly,
                "materials in another order have other features", "let a row depend on its material only");
}

inline void every_element(const Subject& subject) {
    const auto featurizer = made(subject);
    const auto elements = pure_elements();
    ReportedRows reports;
    const RowMatrix values = featurized(*featurizer, elements, reports);
    if (reports.silent) {
        fail("RowReports::error was called without a text", "say what is missing for which element");
    }
    for (const Index row : reports.failed) {
        if (row < 0 || row >= values.rows()) {
            fail("an error was reported on row " + std::to_string(row) + " of " +
                     std::to_string(values.rows()),
                 "report rows by their index in the batch");
        }
        if (!values.row(row).array().isNaN().all()) {
            fail("the row of " + elements[static_cast<std::size_t>(row)].name +
                     " was reported as an error, but has values",
                 "leave the row of a material that cannot be featurized all NaN");
        }
    }
    if (values.array().isInf().any()) {
        fail("a feature of an element is infinite", "give NaN if there is no value");
    }
}

inline void neighbours(const Subject& subject) {
    const auto featurizer = made(subject);
    const auto materials = common_materials();
    const RowMatrix clean = values_of(*featurizer, materials);
    auto mixed = materials;
    mixed.insert(mixed.begin() + 1, {"Og", {{118, 1}}, {std::numeric_limits<double>::quiet_NaN(), 0, 0}});
    const RowMatrix beside = values_of(*featurizer, mixed);
    RowMatrix others(clean.rows(), clean.cols());
    others.row(0) = beside.row(0);
    others.bottomRows(clean.rows() - 1) = beside.bottomRows(clean.rows() - 1);
    expect_same(clean, others, exactly, "a material of an unknown element changes the rows of others",
                "report the row with RowReports::error, leave it NaN and go on with the next");
}

inline void strides(const Subject& subject) {
    const auto featurizer = made(subject);
    const RowMatrix plain = values_of(*featurizer, common_materials());
    for (const Layout layout : {Layout::columns, Layout::spread}) {
        expect_same(plain, values_of(*featurizer, common_materials(), layout), exactly,
                    "features are other numbers in an output of another layout",
                    "write with MatrixOut::operator() or map(), which know the strides");
    }
}

} // namespace featurizer

[[nodiscard]] inline Checks featurizer_checks() {
    return {
        {"featurizer.names", "Every feature has a name of its own.", featurizer::names},
        {"featurizer.size", "It fills one column a named feature, and nothing else.", featurizer::size},
        {"featurizer.deterministic", "The same materials have the same features.", featurizer::deterministic},
        {"featurizer.batch", "A material has the same features by itself as among others.",
         featurizer::batch},
        {"featurizer.every_element", "Every element has features, or an error with a text and a row of NaN.",
         featurizer::every_element},
        {"featurizer.neighbours", "A material that it does not know leaves the others alone.",
         featurizer::neighbours},
        {"featurizer.strides", "It writes matrices however they lie in memory.", featurizer::strides},
    };
}

} // namespace sinter::testkit
