// SPDX-License-Identifier: Apache-2.0
//
// The expected folds are what scikit-learn 1.2.1 on NumPy 1.24.2 gives for KFold and StratifiedKFold with
// n_splits=5, shuffle=True, random_state=18012019.
#include "framework/evaluation/protocols/matbench_folds.hpp"
#include "tests/unit/evaluation/protocols/split_checks.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace sinter;
using evaluation::Split;

namespace {

/// The fold that tests each row, as digits.
std::string digits(const std::vector<Split>& splits) {
    std::string text;
    for (const auto& split : splits) {
        text.resize(split.training.size() + split.test.size(), '-');
        for (const auto row : split.test) {
            text[static_cast<std::size_t>(row)] = static_cast<char>('0' + split.fold);
        }
    }
    return text;
}

/// Horner's scheme over the digits: tells long lists apart.
std::int64_t checksum(const std::string& folds) {
    return std::accumulate(folds.begin(), folds.end(), std::int64_t{0}, [](std::int64_t sum, char fold) {
        return (sum * 5 + (fold - '0') + 1) % 1'000'003;
    });
}

std::vector<std::int64_t> sums_of_test_rows(const std::vector<Split>& splits) {
    std::vector<std::int64_t> sums;
    for (const auto& split : splits) {
        sums.push_back(std::accumulate(split.test.begin(), split.test.end(), std::int64_t{0}));
    }
    return sums;
}

std::vector<std::uint64_t> each_row_a_group(std::size_t rows) {
    std::vector<std::uint64_t> groups(rows);
    std::iota(groups.begin(), groups.end(), 1);
    return groups;
}

} // namespace

TEST_CASE("Matbench's folds of numbers are those of scikit-learn's KFold, row for row") {
    CHECK(digits(evaluation::matbench_folds(5)) == "34012");
    CHECK(digits(evaluation::matbench_folds(6)) == "340201");
    CHECK(digits(evaluation::matbench_folds(10)) == "4011234320");
    CHECK(digits(evaluation::matbench_folds(13)) == "3011034224102");
    CHECK(digits(evaluation::matbench_folds(23)) == "41211142340342300132002");
}

TEST_CASE("Matbench's folds agree with scikit-learn at the sizes of its tasks") {
    using Sums = std::vector<std::int64_t>;
    const auto steels = evaluation::matbench_folds(312);
    CHECK(checksum(digits(steels)) == 94576);
    CHECK(sums_of_test_rows(steels) == Sums{10122, 9907, 9617, 9776, 9094});
    const auto gaps = evaluation::matbench_folds(4604);
    CHECK(checksum(digits(gaps)) == 652853);
    CHECK(sums_of_test_rows(gaps) == Sums{2210741, 2109020, 2065222, 2087063, 2124060});
    const auto computed_gaps = evaluation::matbench_folds(106113);
    CHECK(checksum(digits(computed_gaps)) == 604860);
    CHECK(sums_of_test_rows(computed_gaps) ==
          Sums{1125745781, 1125802348, 1125090225, 1130192951, 1123100023});
}

TEST_CASE("Matbench's folds of classes are those of scikit-learn's StratifiedKFold, row for row") {
    const std::vector<std::int64_t> three{2, 0, 0, 1, 2, 0, 1, 0, 2, 0, 0, 1,
                                          0, 2, 2, 0, 1, 0, 0, 0, 0, 2, 0};
    CHECK(digits(evaluation::stratified_matbench_folds(three)) == "12343400410112012324302");
    std::vector<std::int64_t> squares;
    for (std::int64_t i = 0; i < 37; ++i) {
        squares.push_back(i * i % 7);
    }
    CHECK(digits(evaluation::stratified_matbench_folds(squares)) == "1010444300131241212412104033043322302");
    std::vector<std::int64_t> metals; // the size of matbench_expt_is_metal
    for (std::int64_t i = 0; i < 4921; ++i) {
        metals.push_back((i * i * 7 + i / 3) % 11 < 4 ? 1 : 0);
    }
    const auto splits = evaluation::stratified_matbench_folds(metals);
    CHECK(checksum(digits(splits)) == 530638);
    CHECK(sums_of_test_rows(splits) ==
          std::vector<std::int64_t>{2450250, 2417129, 2496921, 2358061, 2383299});
}

TEST_CASE("the numbers that classes have do not matter for Matbench's folds") {
    const std::vector<std::int64_t> classes{2, 0, 0, 1, 2, 0, 1, 0, 2, 0};
    std::vector<std::int64_t> renamed;
    for (const auto value : classes) {
        renamed.push_back(7 - value);
    }
    CHECK(digits(evaluation::stratified_matbench_folds(renamed)) ==
          digits(evaluation::stratified_matbench_folds(classes)));
}

TEST_CASE("Matbench's folds test each row once and never train on it") {
    for (const std::size_t rows : {5U, 17U, 101U}) {
        const auto splits = evaluation::matbench_folds(rows);
        REQUIRE(splits.size() == 5);
        check_each_row_tested_once(splits, 1, rows);
        for (const auto& split : splits) {
            check_disjoint(split, each_row_a_group(rows));
        }
    }
}

TEST_CASE("too few records for Matbench's folds are an error of the data") {
    CHECK(kind_of(error_of([] { (void)evaluation::matbench_folds(4); })) == diagnostics::ErrorKind::data);
    const std::vector<std::int64_t> classes{0, 1, 2, 0, 1, 2, 3, 3, 0, 0, 0};
    CHECK(evaluation::stratified_matbench_folds(classes).size() == 5);
    CHECK(kind_of(error_of([&] {
              (void)evaluation::stratified_matbench_folds(std::span(classes).first(10));
          })) == diagnostics::ErrorKind::data);
}
