// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/group_shuffle.hpp"
#include "framework/evaluation/protocols/inner_folds.hpp"
#include "framework/evaluation/protocols/k_fold.hpp"
#include "framework/evaluation/protocols/leave_one_group_out.hpp"
#include "framework/evaluation/protocols/training_classes.hpp"
#include "framework/evaluation/protocols/training_subset.hpp"
#include "tests/unit/evaluation/protocols/split_checks.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

using namespace sinter;
using namespace sinter::evaluation;
using diagnostics::ErrorKind;

TEST_CASE("leave one group out: fold i tests the i-th group of the order and nothing else") {
    const auto groups = thirty_groups();
    auto order = distinct_groups(groups);
    std::reverse(order.begin(), order.end());
    const auto splits = leave_one_group_out(groups, order);
    REQUIRE(splits.size() == 30);
    check_each_row_tested_once(splits, 1, groups.size());
    for (std::size_t fold = 0; fold < splits.size(); ++fold) {
        CHECK(splits[fold].repeat == 0);
        CHECK(splits[fold].fold == static_cast<int>(fold));
        CHECK(groups_in(splits[fold].test, groups) == std::set<std::uint64_t>{order[fold]});
    }
}

TEST_CASE("one group can't be left out, nor one that leaves a single row") {
    const std::vector<std::uint64_t> one{5, 5, 5};
    const auto error = error_of([&] {
        (void)leave_one_group_out(one, std::vector<std::uint64_t>{5}, {"study.toml", 3, 1});
    });
    CHECK(kind_of(error) == ErrorKind::data);
    CHECK(error.diagnostics().all().front().where.line == 3);
    const std::vector<std::uint64_t> two{5, 5, 6};
    CHECK(kind_of(error_of([&] {
              (void)leave_one_group_out(two, std::vector<std::uint64_t>{6, 5});
          })) == ErrorKind::data);
}

TEST_CASE("a learning curve's subsets are nested and keep the test rows") {
    const auto groups = thirty_groups();
    for (const auto& split : k_fold(groups, {5, 2}, Stream(1))) {
        std::set<std::int64_t> larger(split.training.begin(), split.training.end());
        for (const double fraction : {1.0, 0.8, 0.5, 0.3, 0.1, 0.01}) {
            const auto subset = training_subset(split, groups, fraction, Stream(1));
            const std::set<std::int64_t> rows(subset.training.begin(), subset.training.end());
            CHECK(std::includes(larger.begin(), larger.end(), rows.begin(), rows.end()));
            CHECK(subset.test == split.test);
            CHECK(subset.repeat == split.repeat);
            CHECK(subset.fold == split.fold);
            check_disjoint(subset, groups);
            larger = rows;
        }
    }
}

TEST_CASE("a subset has whole groups, their number rounded up and at least two") {
    const auto groups = thirty_groups();
    const auto split = k_fold(groups, {5, 1}, Stream(1)).front(); // 24 training groups
    for (const auto& [fraction, expected] : std::vector<std::pair<double, std::size_t>>{
             {0.001, 2}, {2.0 / 24, 2}, {0.1, 3}, {0.125, 3}, {0.126, 4}, {0.5, 12}, {0.99, 24}}) {
        const auto subset = training_subset(split, groups, fraction, Stream(1));
        const auto kept = groups_in(subset.training, groups);
        INFO(fraction);
        CHECK(kept.size() == expected);
        for (const auto row : split.training) {
            const bool in_group = kept.count(groups[static_cast<std::size_t>(row)]) > 0;
            const bool in_subset =
                std::find(subset.training.begin(), subset.training.end(), row) != subset.training.end();
            CHECK(in_group == in_subset);
        }
    }
}

TEST_CASE("a fraction of 0.07 of 100 groups is 7 groups, though the product is above 7") {
    std::vector<std::uint64_t> groups;
    Split split;
    for (std::uint64_t g = 0; g < 100; ++g) {
        groups.push_back(g);
        split.training.push_back(static_cast<std::int64_t>(g));
    }
    REQUIRE(0.07 * 100 > 7);
    CHECK(training_subset(split, groups, 0.07, Stream(1)).training.size() == 7);
}

TEST_CASE("the whole fraction is the split itself, whatever the groups") {
    const auto groups = thirty_groups();
    const auto split = k_fold(groups, {5, 1}, Stream(1)).front();
    CHECK(training_subset(split, groups, 1, Stream(5)).training == split.training);
    const std::vector<std::uint64_t> one_group{1, 1, 1, 2};
    CHECK(training_subset({0, 0, {0, 1, 2}, {3}}, one_group, 0.1, Stream(1)).training.size() == 3);
}

TEST_CASE("every fold and repeat has a shuffle of its own that depends on the groups alone") {
    const auto groups = thirty_groups();
    const std::vector<std::uint64_t> reversed(groups.rbegin(), groups.rend());
    Split split;
    for (std::size_t row = 0; row < groups.size(); ++row) {
        split.training.push_back(static_cast<std::int64_t>(row));
    }
    const auto kept = [&](int repeat, int fold, const std::vector<std::uint64_t>& keys, std::uint64_t seed) {
        split.repeat = repeat;
        split.fold = fold;
        return groups_in(training_subset(split, keys, 0.4, Stream(seed)).training, keys);
    };
    CHECK(kept(0, 0, groups, 1) == kept(0, 0, reversed, 1));
    CHECK(kept(0, 0, groups, 1) != kept(0, 1, groups, 1));
    CHECK(kept(0, 0, groups, 1) != kept(1, 0, groups, 1));
    CHECK(kept(0, 1, groups, 1) != kept(1, 0, groups, 1));
    CHECK(kept(0, 0, groups, 1) != kept(0, 0, groups, 2));
}

TEST_CASE("a fraction out of range is an error of the config") {
    const Split split{0, 0, {0, 1}, {2}};
    const std::vector<std::uint64_t> groups{1, 2, 3};
    for (const double fraction : {0.0, -0.5, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK(kind_of(error_of([&] { (void)training_subset(split, groups, fraction, Stream(1)); })) ==
              ErrorKind::config);
    }
}

TEST_CASE("inner folds test every training row once and never touch the outer test rows") {
    const auto groups = thirty_groups();
    for (const auto& outer : k_fold(groups, {5, 2}, Stream(1))) {
        const auto inner = inner_folds(outer, groups, {4, 2}, Stream(1));
        REQUIRE(inner.size() == 8);
        std::vector<std::int64_t> tested;
        for (const auto& split : inner) {
            check_disjoint(split, groups);
            auto rows = split.training;
            rows.insert(rows.end(), split.test.begin(), split.test.end());
            std::sort(rows.begin(), rows.end());
            CHECK(rows == outer.training);
            if (split.repeat == 1) {
                tested.insert(tested.end(), split.test.begin(), split.test.end());
            }
        }
        std::sort(tested.begin(), tested.end());
        CHECK(tested == outer.training);
    }
}

TEST_CASE("inner folds are shuffled anew for every outer fold, and stratified ones keep their strata") {
    const auto groups = thirty_groups();
    Split outer{0, 0, {}, {}};
    std::vector<std::int64_t> strata;
    for (std::size_t row = 0; row < groups.size(); ++row) {
        outer.training.push_back(static_cast<std::int64_t>(row));
        strata.push_back(groups[row] / 1'000'003 < 10 ? 0 : 1);
    }
    const auto first = inner_folds(outer, groups, {5, 1}, Stream(1));
    outer.fold = 1;
    CHECK(first[0].test != inner_folds(outer, groups, {5, 1}, Stream(1))[0].test);
    for (const auto& split : stratified_inner_folds(outer, groups, strata, {5, 1}, Stream(1))) {
        std::set<std::uint64_t> low;
        for (const auto key : groups_in(split.test, groups)) {
            if (key / 1'000'003 < 10) {
                low.insert(key);
            }
        }
        CHECK(low.size() == 2);
    }
}

TEST_CASE("too few groups inside a split is an error that names the outer fold") {
    const std::vector<std::uint64_t> groups{1, 2, 3, 4};
    const Split outer{2, 3, {0, 1, 2}, {3}};
    const auto error = error_of([&] {
        (void)inner_folds(outer, groups, {5, 1}, Stream(1), {"s.toml", 9, 1});
    });
    CHECK(kind_of(error) == ErrorKind::data);
    const auto& diagnostic = error.diagnostics().all().front();
    CHECK(diagnostic.where.line == 9);
    CHECK(diagnostic.hints.back().find("repeat 2, fold 3") != std::string::npos);
}

TEST_CASE("folds that train on one class are reported together, others pass") {
    const std::vector<std::int64_t> classes{0, 0, 1, 0};
    const std::vector<Split> fine{{0, 0, {0, 2}, {1, 3}}, {0, 1, {1, 2, 3}, {0}}};
    CHECK_NOTHROW(require_two_classes(fine, classes));
    std::vector<Split> mixed = fine;
    mixed.push_back({1, 4, {0, 1, 3}, {2}});
    mixed.push_back({1, 5, {2}, {0}});
    const auto error = error_of([&] { require_two_classes(mixed, classes, {"s.toml", 7, 1}); });
    CHECK(kind_of(error) == ErrorKind::data);
    const auto& diagnostic = error.diagnostics().all().front();
    CHECK(diagnostic.where.line == 7);
    CHECK(diagnostic.message.find("2 of 4 folds") != std::string::npos);
    REQUIRE(diagnostic.hints.size() == 2);
    CHECK(diagnostic.hints[0].find("repeat 1, fold 4") != std::string::npos);
    const std::vector<Split> many(15, {0, 0, {0, 1}, {2}});
    const auto shortened = error_of([&] { require_two_classes(many, classes); });
    CHECK(shortened.diagnostics().all().front().hints.back() == "and 5 more");
}
