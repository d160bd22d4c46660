// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/holdout.hpp"
#include "framework/evaluation/protocols/k_fold.hpp"
#include "tests/unit/evaluation/protocols/split_checks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;
using diagnostics::ErrorKind;

TEST_CASE("in k-fold every row is tested once a repeat, and trained on in the other folds") {
    const auto groups = thirty_groups();
    const auto splits = k_fold(groups, {4, 3}, Stream(1));
    REQUIRE(splits.size() == 12);
    std::map<int, std::vector<std::int64_t>> tested;
    for (std::size_t i = 0; i < splits.size(); ++i) {
        CHECK(splits[i].repeat == static_cast<int>(i / 4));
        CHECK(splits[i].fold == static_cast<int>(i % 4));
        CHECK(std::is_sorted(splits[i].test.begin(), splits[i].test.end()));
        CHECK(std::is_sorted(splits[i].training.begin(), splits[i].training.end()));
        std::vector<std::int64_t> all = splits[i].training;
        all.insert(all.end(), splits[i].test.begin(), splits[i].test.end());
        CHECK(std::set<std::int64_t>(all.begin(), all.end()).size() == groups.size());
        CHECK(all.size() == groups.size());
        auto& rows = tested[splits[i].repeat];
        rows.insert(rows.end(), splits[i].test.begin(), splits[i].test.end());
    }
    for (auto& [repeat, rows] : tested) {
        std::sort(rows.begin(), rows.end());
        CHECK(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
        CHECK(rows.size() == groups.size());
    }
}

TEST_CASE("no group is on both sides of a split") {
    const auto groups = thirty_groups();
    auto splits = k_fold(groups, {4, 2}, Stream(1));
    const auto more = holdout(groups, {0.3, 2}, Stream(1));
    splits.insert(splits.end(), more.begin(), more.end());
    for (const auto& split : splits) {
        const auto test = groups_in(split.test, groups);
        for (const auto key : groups_in(split.training, groups)) {
            CHECK(test.count(key) == 0);
        }
    }
}

TEST_CASE("folds differ by at most one in their number of groups") {
    const auto groups = thirty_groups();
    for (const auto& split : k_fold(groups, {4, 2}, Stream(5))) {
        const auto n = groups_in(split.test, groups).size();
        CHECK((n == 7 || n == 8));
    }
}

TEST_CASE("the groups of a fold don't depend on the order of the rows or on how many a group has") {
    const auto groups = thirty_groups();
    std::vector<std::uint64_t> other(groups.rbegin(), groups.rend());
    other.insert(other.end(), 5, groups[0]);
    const auto a = k_fold(groups, {5, 2}, Stream(9));
    const auto b = k_fold(other, {5, 2}, Stream(9));
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(groups_in(a[i].test, groups) == groups_in(b[i].test, other));
    }
}

TEST_CASE("another repeat and another seed give other folds, the same seed the same") {
    const auto groups = thirty_groups();
    const auto splits = k_fold(groups, {5, 2}, Stream(9));
    CHECK(splits[0].test != splits[5].test);
    CHECK(splits[0].test != k_fold(groups, {5, 2}, Stream(10))[0].test);
    CHECK(splits[5].test == k_fold(groups, {5, 2}, Stream(9))[5].test);
    // A repeat is named by its number: a study with more of them keeps the first ones.
    CHECK(splits[5].test == k_fold(groups, {5, 4}, Stream(9))[5].test);
}

TEST_CASE("each row its own group gives record-level folds") {
    const std::vector<std::uint64_t> groups{0, 1, 2, 3, 4, 5};
    for (const auto& split : k_fold(groups, {3, 1}, Stream(2))) {
        CHECK(split.test.size() == 2);
        CHECK(split.training.size() == 4);
    }
}

TEST_CASE("fewer groups than folds is an error of the data that names both numbers and the place") {
    const std::vector<std::uint64_t> groups{7, 7, 8, 8, 9};
    const auto error = error_of([&] { (void)k_fold(groups, {5, 1}, Stream(1), {"study.toml", 14, 1}); });
    CHECK(kind_of(error) == ErrorKind::data);
    const auto& diagnostic = error.diagnostics().all().front();
    CHECK(diagnostic.where.line == 14);
    CHECK(diagnostic.message.find("5 folds") != std::string::npos);
    CHECK(diagnostic.message.find("in 3") != std::string::npos);
}

TEST_CASE("no rows at all is an error, not an empty study") {
    CHECK(kind_of(error_of([] { (void)k_fold({}, {5, 1}, Stream(1)); })) == ErrorKind::data);
    CHECK(kind_of(error_of([] { (void)holdout({}, {0.2, 1}, Stream(1)); })) == ErrorKind::data);
}

TEST_CASE("a fold that leaves a single training row is an error of the data") {
    const std::vector<std::uint64_t> groups{1, 2};
    CHECK(kind_of(error_of([&] { (void)k_fold(groups, {2, 1}, Stream(1)); })) == ErrorKind::data);
    CHECK(kind_of(error_of([&] { (void)holdout(groups, {0.5, 1}, Stream(1)); })) == ErrorKind::data);
}

TEST_CASE("options out of range are errors of the config") {
    const auto groups = thirty_groups();
    CHECK(kind_of(error_of([&] { (void)k_fold(groups, {1, 1}, Stream(1)); })) == ErrorKind::config);
    CHECK(kind_of(error_of([&] { (void)k_fold(groups, {5, 0}, Stream(1)); })) == ErrorKind::config);
    for (const double fraction : {0.0, 1.0, -0.1, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK(kind_of(error_of([&] {
                  (void)holdout(groups, {fraction, 1}, Stream(1));
              })) == ErrorKind::config);
    }
    CHECK(kind_of(error_of([&] { (void)holdout(groups, {0.2, 0}, Stream(1)); })) == ErrorKind::config);
}

TEST_CASE("a holdout takes the given share of the groups, anew in every repeat") {
    const auto groups = thirty_groups();
    const auto splits = holdout(groups, {0.2, 3}, Stream(4));
    REQUIRE(splits.size() == 3);
    for (const auto& split : splits) {
        CHECK(groups_in(split.test, groups).size() == 6);
        CHECK(split.fold == 0);
        CHECK(split.test.size() + split.training.size() == groups.size());
    }
    CHECK(splits[0].test != splits[1].test);
}

TEST_CASE("a holdout fraction that rounds to no group, or to all, is an error of the data") {
    const std::vector<std::uint64_t> groups{1, 2, 3, 4};
    CHECK(kind_of(error_of([&] { (void)holdout(groups, {0.1, 1}, Stream(1)); })) == ErrorKind::data);
    CHECK(kind_of(error_of([&] { (void)holdout(groups, {0.9, 1}, Stream(1)); })) == ErrorKind::data);
}
