// SPDX-License-Identifier: Apache-2.0
//
// A featurizer beside a reference table of the 100 formulas.
#pragma once

#include "tests/reference/featurizers/reference_table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

namespace sinter::tests {

inline void check_names(const ReferenceTable& table, const Featurizer& featurizer) {
    REQUIRE(featurizer.features().size() + 1 == table.header.size());
    for (std::size_t j = 1; j < table.header.size(); ++j) {
        CHECK(featurizer.features()[j - 1].name == table.header[j]);
    }
}

/// The deviation of a cell, relative where it exceeds 1; fails beyond 1e-9 and where one of the two is missing.
inline double deviation(double got, double expected) {
    REQUIRE(std::isnan(got) == std::isnan(expected));
    if (std::isnan(expected)) {
        return 0;
    }
    const double error = std::abs(got - expected) / std::max(1.0, std::abs(expected));
    REQUIRE(error <= 1e-9);
    return error;
}

/// Names, values and missing cells; `table` has the formula first.
inline void check_against(const ReferenceTable& table, const ReferenceTable& compositions,
                          const Featurizer& featurizer) {
    auto batch = batch_for(table, compositions);
    const RowMatrix out = featurized(featurizer, batch);
    REQUIRE(table.rows.size() == 100);
    check_names(table, featurizer);
    double worst = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        for (std::size_t j = 1; j < table.header.size(); ++j) {
            CAPTURE(table.rows[i][0], table.header[j]);
            worst = std::max(worst, deviation(out(static_cast<Index>(i), static_cast<Index>(j - 1)),
                                              number_in(table.rows[i].at(j))));
        }
    }
    UNSCOPED_INFO("largest relative deviation " << worst);
    CHECK(worst < 1e-12);
}

} // namespace sinter::tests
