// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/group_bootstrap.hpp"
#include "framework/evaluation/statistics/distributions.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

std::vector<GroupLoss> losses(int groups, const char* name, bool equal_rows) {
    Draws draws(Stream(5).derive(name));
    std::vector<GroupLoss> all;
    for (int g = 0; g < groups; ++g) {
        const double strategy = draws.uniform();
        all.push_back({strategy, draws.uniform(), equal_rows ? 1.0 : 1.0 + static_cast<double>(g % 3)});
    }
    return all;
}

/// The definition, one resample after the other: the sorted differences.
std::vector<double> plain_differences(const std::vector<GroupLoss>& groups, Stream stream, int resamples) {
    std::vector<double> differences;
    for (int r = 0; r < resamples; ++r) {
        Draws draws(stream.derive(static_cast<std::uint64_t>(r)));
        double sum = 0;
        double rows = 0;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const auto& group = groups[draws.below(groups.size())];
            sum += group.rows * (group.strategy - group.baseline);
            rows += group.rows;
        }
        differences.push_back(sum / rows);
    }
    std::sort(differences.begin(), differences.end());
    return differences;
}

/// Equal, or both not known.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same(const DifferenceInterval& a, const DifferenceInterval& b) {
    return a.groups == b.groups && same(a.difference, b.difference) && same(a.lower, b.lower) &&
           same(a.upper, b.upper) && same(a.p, b.p);
}

} // namespace

TEST_CASE("many bootstraps at once give what each gives by itself, to the last bit") {
    const std::vector<std::vector<GroupLoss>> lists{losses(40, "a", true), losses(40, "b", false),
                                                    losses(37, "c", true), losses(40, "d", true),
                                                    losses(1, "e", true),  {}};
    const auto stream = Stream(9).derive("test");
    const auto together = group_bootstraps(lists, stream, {500, 0.9});
    REQUIRE(together.size() == lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        INFO("list " << i);
        CHECK(same(together[i], group_bootstrap(lists[i], stream, {500, 0.9})));
    }
    CHECK(together[0].lower < together[0].upper);
    CHECK(std::isnan(together[4].lower));
}

TEST_CASE("bootstraps that share their resamples give the intervals of the plain definition") {
    const std::vector<std::vector<GroupLoss>> lists{losses(40, "a", true), losses(40, "b", false),
                                                    losses(37, "c", true)};
    const auto stream = Stream(9).derive("test");
    const auto together = group_bootstraps(lists, stream, {500, 0.9});
    for (std::size_t i = 0; i < lists.size(); ++i) {
        INFO("list " << i);
        const auto differences = plain_differences(lists[i], stream, 500);
        CHECK(together[i].lower == quantile_of_sorted(differences, (1 - 0.9) / 2));
        CHECK(together[i].upper == quantile_of_sorted(differences, (1 + 0.9) / 2));
        const auto low =
            std::count_if(differences.begin(), differences.end(), [](double d) { return d <= 0; });
        CHECK(together[i].p == Approx(2.0 * static_cast<double>(1 + std::min(low, 500 - low)) / 501));
    }
}
