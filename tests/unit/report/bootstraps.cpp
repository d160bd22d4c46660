// SPDX-License-Identifier: Apache-2.0
#include "framework/report/group_bootstraps.hpp"
#include "tests/unit/report/example_study.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::report;
using evaluation::GroupLoss;

namespace {

std::vector<GroupLoss> losses(int groups, const char* name, bool equal_rows) {
    const auto stream = Stream(5).derive(name);
    std::vector<GroupLoss> all;
    for (int g = 0; g < groups; ++g) {
        const auto i = static_cast<std::uint64_t>(g);
        all.push_back({std::abs(tests::noise(stream, 2 * i)), std::abs(tests::noise(stream, 2 * i + 1)),
                       equal_rows ? 1.0 : 1.0 + static_cast<double>(g % 3)});
    }
    return all;
}

/// Equal, or both not known.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

} // namespace

TEST_CASE("many bootstraps at once give what each gives by itself, to the last bit") {
    const std::vector<std::vector<GroupLoss>> lists{losses(40, "a", true), losses(40, "b", false),
                                                    losses(37, "c", true), losses(40, "d", true),
                                                    losses(1, "e", true),  {}};
    const auto stream = Stream(9).derive("test");
    const auto together = group_bootstraps(lists, stream, {500, 0.9});
    REQUIRE(together.size() == lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const auto alone = evaluation::group_bootstrap(lists[i], stream, {500, 0.9});
        CHECK(together[i].groups == alone.groups);
        CHECK(same(together[i].difference, alone.difference));
        CHECK(same(together[i].lower, alone.lower));
        CHECK(same(together[i].upper, alone.upper));
        CHECK(same(together[i].p, alone.p));
    }
    CHECK(together[0].lower < together[0].upper);
    CHECK(std::isnan(together[4].lower));
}
