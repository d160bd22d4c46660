// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/predefined.hpp"
#include "tests/unit/evaluation/protocols/split_checks.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace sinter::evaluation;
using sinter::diagnostics::ErrorKind;

namespace {

using Names = std::vector<std::string>;
using Keys = std::vector<std::uint64_t>;
using Rows = std::vector<std::int64_t>;

std::string row_name(std::int64_t row) { return "row " + std::to_string(row); }

/// Each row its own group.
Keys own_groups(const Names& names) {
    Keys keys;
    for (std::size_t i = 0; i < names.size(); ++i) {
        keys.push_back(100 + i);
    }
    return keys;
}

sinter::diagnostics::InputError error_with(const Names& names, const Keys& groups) {
    return error_of([&] { (void)predefined(names, groups, row_name, {"study.toml", 5, 2}); });
}

} // namespace

TEST_CASE("train and test give one split; validation rows are in neither list") {
    const Names names{"train", "test", "validation", "Training", "TEST", "val", "train"};
    const auto result = predefined(names, own_groups(names), row_name);
    REQUIRE(result.splits.size() == 1);
    CHECK(result.names == Names{"test"});
    CHECK(result.splits[0].training == Rows{0, 3, 6});
    CHECK(result.splits[0].test == Rows{1, 4});
}

TEST_CASE("other names are folds that are held out once each, in bytewise order") {
    const Names names{"b", "a", "c", "a", "b", "c"};
    const auto result = predefined(names, own_groups(names), row_name);
    CHECK(result.names == Names{"a", "b", "c"});
    check_each_row_tested_once(result.splits, 1, names.size());
    CHECK(result.splits[0].test == Rows{1, 3});
    CHECK(result.splits[0].training == Rows{0, 2, 4, 5});
    CHECK(result.splits[2].fold == 2);
}

TEST_CASE("folds named by whole numbers are in the order of the numbers") {
    const Names names{"10", "9", "2", "10", "-1", "2"};
    CHECK(predefined(names, own_groups(names), row_name).names == Names{"-1", "2", "9", "10"});
}

TEST_CASE("a row without a fold is an error of the data that names the row") {
    const auto error = error_with({"a", "", "b", "", "a", "b"}, {1, 2, 3, 4, 5, 6});
    CHECK(kind_of(error) == ErrorKind::data);
    const auto& diagnostic = error.diagnostics().all().front();
    CHECK(diagnostic.where.line == 5);
    CHECK(diagnostic.message.find("2 of 6 rows") != std::string::npos);
    CHECK(diagnostic.hints == Names{"row 1", "row 3"});
}

TEST_CASE("a group on both sides is an error that names the two rows") {
    const auto error = error_with({"a", "b", "a", "b", "b"}, {7, 7, 8, 9, 7});
    CHECK(kind_of(error) == ErrorKind::data);
    const auto& diagnostic = error.diagnostics().all().front();
    CHECK(diagnostic.message.find("1 group would be trained on and tested at once") != std::string::npos);
    CHECK(diagnostic.hints == Names{"row 0 is in \"a\", row 1 is in \"b\""});
    CHECK(kind_of(error_with({"train", "test", "train"}, {1, 1, 2})) == ErrorKind::data);
}

TEST_CASE("a group may have rows in the validation part: nobody trains on or tests them") {
    const Names names{"train", "validation", "test", "train", "val"};
    const auto split = predefined(names, Keys{1, 1, 2, 3, 2}, row_name).splits.front();
    CHECK(split.training == Rows{0, 3});
    CHECK(split.test == Rows{2});
}

TEST_CASE("a misspelt side isn't taken for a fold") {
    const auto error = error_with({"train", "test", "tset", "train"}, {1, 2, 3, 4});
    CHECK(kind_of(error) == ErrorKind::data);
    CHECK(error.diagnostics().all().front().hints == Names{"row 2: \"tset\""});
}

TEST_CASE("a side without rows, a single fold and too few training rows are errors of the data") {
    CHECK(kind_of(error_with({"train", "train"}, {1, 2})) == ErrorKind::data);
    CHECK(kind_of(error_with({"test", "test"}, {1, 2})) == ErrorKind::data);
    CHECK(kind_of(error_with({"a", "a"}, {1, 2})) == ErrorKind::data);
    CHECK(kind_of(error_with({}, {})) == ErrorKind::data);
    CHECK(kind_of(error_with({"train", "test", "test"}, {1, 2, 3})) == ErrorKind::data);
    CHECK(kind_of(error_with({"a", "b"}, {1, 2})) == ErrorKind::data);
}

TEST_CASE("all that is wrong with the folds is reported at once, ten rows of each") {
    Names names(15, "");
    names.insert(names.end(), {"a", "b"});
    Keys groups(17, 1);
    const auto error = error_with(names, groups);
    CHECK(error.diagnostics().error_count() == 2);
    const auto& hints = error.diagnostics().all().front().hints;
    REQUIRE(hints.size() == 11);
    CHECK(hints.back() == "and 5 more");
}
