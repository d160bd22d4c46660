// SPDX-License-Identifier: Apache-2.0
#include <sinter/context_noise.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace sinter;

namespace {

/// Errors whose standard deviation is sqrt(a^2 s^2 + c^2) at s = 0, .5, 1, 2 in turn; each is spread over six
/// values whose mean square is one. One row per material.
Residuals drawn(double a, double c, int count) {
    constexpr double own[] = {0, 0.5, 1, 2};
    constexpr double spread[] = {-1.5, -0.75, -0.25, 0.25, 0.75, 1.5};
    const double unit = std::sqrt((1.5 * 1.5 + 0.75 * 0.75 + 0.25 * 0.25) / 3);
    Residuals rows{Eigen::ArrayXd(count), Eigen::ArrayXd(count), {}};
    for (int i = 0; i < count; ++i) {
        const double s = own[i % 4];
        rows.deviations[i] = s;
        rows.errors[i] = spread[(i / 4) % 6] / unit * std::hypot(a * s, c);
        rows.materials.push_back(static_cast<std::uint64_t>(i));
    }
    return rows;
}

} // namespace

TEST_CASE("the noise of a context is found beside that of the model") {
    for (const auto& [a, c] : {std::pair(1.0, 1.0), std::pair(2.0, 0.1), std::pair(0.5, 4.0)}) {
        const Residuals rows = drawn(a, c, 240);
        const ContextNoise law = context_noise(rows);
        CHECK(law.apart / law.scale == Approx(c / a).epsilon(0.15)); // of the grid's steps of 1.26
        Residuals fitted = rows;
        fitted.deviations = rows.deviations.unaryExpr([&](double s) { return law.sigma(s); });
        CHECK(residual_ratio(fitted) == Approx(1));
    }
}

TEST_CASE("a model that is sure and right keeps its zero only where the contexts agree") {
    Residuals rows = drawn(1, 1, 24);
    CHECK(context_noise(rows).sigma(0) > 0.5);
    rows.errors.setZero();
    CHECK(context_noise(rows).sigma(0) == 0);
    CHECK(context_noise(rows).sigma(2) == 2); // nothing to tell by
}

TEST_CASE("deviations that tell nothing give one deviation for all") {
    Residuals rows = drawn(0, 3, 240); // the error does not depend on s
    const ContextNoise law = context_noise(rows);
    CHECK(law.sigma(2) == Approx(law.sigma(0)).epsilon(0.01));
    rows.deviations.setZero();
    CHECK(context_noise(rows).sigma(0) == Approx(law.sigma(0)));
}

TEST_CASE("rows that are not known do not count, and a material's rows count as one") {
    Residuals rows = drawn(1, 1, 240);
    const ContextNoise law = context_noise(rows);
    Residuals more{Eigen::ArrayXd(482), Eigen::ArrayXd(482), rows.materials};
    more.errors << rows.errors, rows.errors, std::numeric_limits<double>::quiet_NaN(), 100;
    more.deviations << rows.deviations, rows.deviations, 1, std::numeric_limits<double>::quiet_NaN();
    more.materials.insert(more.materials.end(), rows.materials.begin(), rows.materials.end());
    more.materials.insert(more.materials.end(), {900, 901});
    const ContextNoise again = context_noise(more);
    CHECK(again.scale == Approx(law.scale));
    CHECK(again.apart == Approx(law.apart));
    CHECK(context_noise({}).scale == 1);
}
