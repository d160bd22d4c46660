// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/comparison/corrected_interval.hpp"
#include "framework/evaluation/comparison/signed_rank.hpp"

#include <sinter/random.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;

namespace {

using Values = std::vector<double>;

/// P by going through all sign patterns of the ranks 1 .. n.
double p_of_all_patterns(int n, int statistic) {
    int extreme = 0;
    for (unsigned pattern = 0; pattern < (1U << static_cast<unsigned>(n)); ++pattern) {
        int positive = 0;
        for (int rank = 1; rank <= n; ++rank) {
            positive += (pattern >> static_cast<unsigned>(rank - 1) & 1U) != 0 ? rank : 0;
        }
        const int smaller = std::min(positive, n * (n + 1) / 2 - positive);
        extreme += smaller <= statistic ? 1 : 0;
    }
    return extreme / std::ldexp(1.0, n);
}

} // namespace

TEST_CASE("the exact signed-rank p is the share of sign patterns that are as extreme") {
    const Values differences{-1, 2, -3, 4, 5, 6, 7, -8, 9, 10, 11, 12};
    const auto result = signed_rank(differences);
    CHECK(result.exact);
    CHECK(result.n == 12);
    CHECK(result.negative == 12);
    CHECK(result.positive == 78 - 12);
    CHECK(result.p == Approx(p_of_all_patterns(12, 12)).epsilon(1e-14));
}

TEST_CASE("n differences of one sign have the smallest p that n allow, 2 / 2^n") {
    Values differences;
    for (int n = 1; n <= 50; ++n) {
        differences.push_back(-n);
        CHECK(signed_rank(differences).p == Approx(std::min(1.0, std::ldexp(2.0, -n))).epsilon(1e-14));
        CHECK(signed_rank(differences).exact);
    }
    differences.push_back(-51);
    CHECK_FALSE(signed_rank(differences).exact);
}

TEST_CASE("swapping the sides swaps the rank sums and keeps p") {
    const Values differences{0.3, -0.1, 0.4, 0.4, -0.2, 0.7, 0, 0.9};
    Values swapped;
    for (const double d : differences) {
        swapped.push_back(-d);
    }
    const auto a = signed_rank(differences);
    const auto b = signed_rank(swapped);
    CHECK(a.positive == b.negative);
    CHECK(a.negative == b.positive);
    CHECK(a.p == b.p);
}

TEST_CASE("differences of zero are left out, counted, and end the exact count") {
    const auto result = signed_rank(Values{0, 1, -2, 3, 0});
    CHECK(result.n == 3);
    CHECK(result.zeros == 2);
    CHECK(result.positive == 4);
    CHECK_FALSE(result.exact);
}

TEST_CASE("only zeros: p is 1; no differences, or one that is not a number: p is not known") {
    CHECK(signed_rank(Values{0, 0}).p == 1);
    CHECK(std::isnan(signed_rank(Values{}).p));
    CHECK(std::isnan(signed_rank(Values{1, unknown}).p));
    CHECK(std::isnan(signed_rank(Values{1, unknown}).positive));
}

TEST_CASE("balanced ranks have a p of 1") {
    CHECK(signed_rank(Values{1, -1}).p == 1);
    CHECK(signed_rank(Values{1, 2, -3}).p == 1);
}

TEST_CASE("of group losses the test takes strategy minus baseline, each group once") {
    const std::vector<GroupLoss> losses{{1, 2, 100}, {3, 1, 1}, {5, 8, 1}};
    const auto result = signed_rank(losses);
    CHECK(result.negative == 1 + 3);
    CHECK(result.positive == 2);
}

TEST_CASE("under no difference the signed-rank test errs as often as it says, and no more") {
    int significant = 0;
    constexpr int studies = 4000;
    for (std::uint64_t s = 0; s < studies; ++s) {
        Draws draws(Stream(17).derive(s));
        Values differences;
        for (int i = 0; i < 60; ++i) {
            differences.push_back(draws.uniform() - draws.uniform());
        }
        significant += signed_rank(differences).p < 0.05 ? 1 : 0;
    }
    CHECK(significant < 0.062 * studies); // 0.05 and three standard errors of 4000 studies
    CHECK(significant > 0.038 * studies);
}

TEST_CASE("the bootstrap's p is small where the interval leaves out zero, 1 where nothing differs") {
    const std::vector<GroupLoss> better{{1, 2, 1}, {2, 3.5, 1}, {4, 5, 2}, {1, 1.5, 1}};
    CHECK(group_bootstrap(better, Stream(1), {999, 0.95}).p == Approx(2.0 / 1000));
    const std::vector<GroupLoss> equal{{1, 1, 1}, {2, 2, 1}};
    CHECK(group_bootstrap(equal, Stream(1)).p == 1);
    CHECK(std::isnan(group_bootstrap(std::vector<GroupLoss>{{1, 2, 1}}, Stream(1)).p));
}

TEST_CASE("p is below 0.05 when the bootstrap's 95 % interval leaves out zero, and only then") {
    for (std::uint64_t s = 0; s < 40; ++s) {
        Draws draws(Stream(23).derive(s));
        std::vector<GroupLoss> losses;
        for (int i = 0; i < 25; ++i) {
            losses.push_back({draws.uniform(), draws.uniform() + 0.15, 1 + draws.uniform()});
        }
        const auto interval = group_bootstrap(losses, Stream(s), {2000, 0.95});
        const bool outside = interval.lower > 0 || interval.upper < 0;
        if (std::abs(interval.p - 0.05) > 0.003) { // nearer, one resample decides
            CHECK(outside == (interval.p < 0.05));
        }
    }
}

TEST_CASE("no harm is shown when the whole interval is at most the margin") {
    CHECK(non_inferiority({1.0, 0.95, 1.05, 0.5}) == NonInferiority::shown);
    CHECK(non_inferiority({1.0, 0.95, 1.0501, 0.5}) == NonInferiority::not_shown);
    CHECK(non_inferiority({1.2, 1.06, 1.4, 0.01}) == NonInferiority::excluded);
    CHECK(non_inferiority({1.2, 1.06, 1.4, 0.01}, 1.5) == NonInferiority::shown);
    CHECK(non_inferiority({1.2, 1.05, 1.4, 0.01}) == NonInferiority::not_shown);
    CHECK(non_inferiority({0.9, unknown, unknown, unknown}) == NonInferiority::not_shown);
    CHECK(name_of(NonInferiority::shown) == "non-inferior");
    CHECK(name_of(NonInferiority::not_shown) == "not shown");
    CHECK(name_of(NonInferiority::excluded) == "inferior");
}
