// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/holdout.hpp"
#include "framework/evaluation/protocols/k_fold.hpp"
#include "framework/evaluation/protocols/strata.hpp"
#include "tests/unit/evaluation/protocols/split_checks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;
using diagnostics::ErrorKind;

namespace {

using Strata = std::vector<std::int64_t>;

/// Of thirty_groups: 17 groups of stratum 0, 9 of 1, 4 of 2.
Strata uneven_strata(const std::vector<std::uint64_t>& groups) {
    Strata strata;
    for (const auto key : groups) {
        const auto number = key / 1'000'003 * 7 % 30; // mixes the sizes of the groups
        strata.push_back(number < 17 ? 0 : number < 26 ? 1 : 2);
    }
    return strata;
}

/// How many groups of each stratum the rows are in.
std::map<std::int64_t, std::size_t> groups_by_stratum(const std::vector<std::int64_t>& rows,
                                                      const std::vector<std::uint64_t>& groups,
                                                      const Strata& strata) {
    const auto by_group = strata_of_groups(groups, strata);
    std::map<std::int64_t, std::size_t> counts{{0, 0}, {1, 0}, {2, 0}};
    for (const auto key : groups_in(rows, groups)) {
        ++counts[by_group.at(key)];
    }
    return counts;
}

} // namespace

TEST_CASE("stratified folds differ by at most one in their groups of each stratum and in all") {
    const auto groups = thirty_groups();
    const auto strata = uneven_strata(groups);
    for (const int folds : {2, 4, 5, 7}) {
        std::map<std::int64_t, std::vector<std::size_t>> counts;
        const auto splits = stratified_k_fold(groups, strata, {folds, 2}, Stream(3));
        for (const auto& split : splits) {
            check_disjoint(split, groups);
            std::size_t all = 0;
            for (const auto& [stratum, count] : groups_by_stratum(split.test, groups, strata)) {
                counts[stratum].push_back(count);
                all += count;
            }
            counts[-1].push_back(all);
        }
        check_each_row_tested_once(splits, 2, groups.size());
        for (const auto& [stratum, of_fold] : counts) {
            const auto [least, most] = std::minmax_element(of_fold.begin(), of_fold.end());
            INFO("folds " << folds << ", stratum " << stratum);
            CHECK(*most - *least <= 1);
        }
    }
}

TEST_CASE("with one stratum the stratified protocols are the plain ones") {
    const auto groups = thirty_groups();
    const Strata one(groups.size(), 4);
    const auto plain = k_fold(groups, {4, 2}, Stream(1));
    const auto stratified = stratified_k_fold(groups, one, {4, 2}, Stream(1));
    REQUIRE(plain.size() == stratified.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
        CHECK(plain[i].test == stratified[i].test);
        CHECK(plain[i].repeat == stratified[i].repeat);
        CHECK(plain[i].fold == stratified[i].fold);
    }
    CHECK(holdout(groups, {0.3, 1}, Stream(1))[0].test ==
          stratified_holdout(groups, one, {0.3, 1}, Stream(1))[0].test);
}

TEST_CASE("stratified assignments don't depend on the order of the rows") {
    const auto groups = thirty_groups();
    const auto strata = uneven_strata(groups);
    const std::vector<std::uint64_t> reversed(groups.rbegin(), groups.rend());
    const Strata strata_reversed(strata.rbegin(), strata.rend());
    const auto a = stratified_k_fold(groups, strata, {5, 2}, Stream(9));
    const auto b = stratified_k_fold(reversed, strata_reversed, {5, 2}, Stream(9));
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(groups_in(a[i].test, groups) == groups_in(b[i].test, reversed));
    }
    CHECK(groups_in(stratified_holdout(groups, strata, {0.2, 1}, Stream(9))[0].test, groups) ==
          groups_in(stratified_holdout(reversed, strata_reversed, {0.2, 1}, Stream(9))[0].test, reversed));
    CHECK(a[0].test != a[5].test);
    CHECK(a[0].test != stratified_k_fold(groups, strata, {5, 2}, Stream(10))[0].test);
}

TEST_CASE("a stratified holdout takes of each stratum its share, rounded, and as many as the plain one") {
    const auto groups = thirty_groups();
    const auto strata = uneven_strata(groups);
    for (const double fraction : {0.1, 0.2, 0.25, 0.5, 0.9}) {
        for (const auto& split : stratified_holdout(groups, strata, {fraction, 3}, Stream(2))) {
            check_disjoint(split, groups);
            const auto counts = groups_by_stratum(split.test, groups, strata);
            const std::map<std::int64_t, double> sizes{{0, 17}, {1, 9}, {2, 4}};
            const auto all = static_cast<double>(groups_in(split.test, groups).size());
            CHECK(all == std::round(fraction * 30));
            for (const auto& [stratum, count] : counts) {
                INFO("fraction " << fraction << ", stratum " << stratum);
                CHECK(std::abs(static_cast<double>(count) - sizes.at(stratum) * all / 30) < 1);
            }
        }
    }
}

TEST_CASE("a group's stratum is the one of most of its rows, the lowest of several") {
    const std::vector<std::uint64_t> groups{7, 8, 7, 8, 7, 9};
    const Strata strata{2, 3, 1, 1, 2, -5};
    const auto by_group = strata_of_groups(groups, strata);
    CHECK(by_group.at(7) == 2);
    CHECK(by_group.at(8) == 1);
    CHECK(by_group.at(9) == -5);
}

TEST_CASE("a stratum with fewer groups than folds is no error; too few groups in all is one of the data") {
    const std::vector<std::uint64_t> groups{1, 2, 3, 4, 5, 6};
    const Strata strata{0, 0, 0, 0, 0, 1};
    CHECK(stratified_k_fold(groups, strata, {3, 1}, Stream(1)).size() == 3);
    const auto error = error_of([&] {
        (void)stratified_k_fold(groups, strata, {7, 1}, Stream(1), {"study.toml", 4, 1});
    });
    CHECK(kind_of(error) == ErrorKind::data);
    CHECK(error.diagnostics().all().front().where.line == 4);
    CHECK(kind_of(error_of([&] {
              (void)stratified_k_fold(groups, strata, {1, 1}, Stream(1));
          })) == ErrorKind::config);
    CHECK(kind_of(error_of([&] {
              (void)stratified_holdout(groups, strata, {0.05, 1}, Stream(1));
          })) == ErrorKind::data);
    CHECK(kind_of(error_of([&] {
              (void)stratified_holdout(groups, strata, {1.5, 1}, Stream(1));
          })) == ErrorKind::config);
}

TEST_CASE("quantile bins are equally filled, in the order of the values") {
    std::vector<double> values;
    for (int i = 0; i < 12; ++i) {
        values.push_back(i * i % 13 + i / 100.0);
    }
    const auto bins = quantile_bins(values, 4);
    for (int bin = 0; bin < 4; ++bin) {
        CHECK(std::count(bins.begin(), bins.end(), bin) == 3);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = 0; j < values.size(); ++j) {
            CHECK((values[i] <= values[j] || bins[i] >= bins[j]));
        }
    }
    CHECK(quantile_bins(values, 1) == Strata(12, 0));
}

TEST_CASE("equal values share a bin, the one of the middle of their ranks") {
    CHECK(quantile_bins(std::vector<double>{1, 5, 5, 5, 5, 5, 9, 9}, 4) == Strata{0, 1, 1, 1, 1, 1, 3, 3});
    CHECK(quantile_bins(std::vector<double>{2, 2, 2}, 5) == Strata{2, 2, 2});
    CHECK(quantile_bins({}, 3).empty());
}
