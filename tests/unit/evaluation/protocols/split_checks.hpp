// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the protocols share.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/evaluation/protocols/split.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

/// 30 groups; group g has 1 + g % 3 rows.
inline std::vector<std::uint64_t> thirty_groups() {
    std::vector<std::uint64_t> groups;
    for (std::uint64_t g = 0; g < 30; ++g) {
        groups.insert(groups.end(), 1 + g % 3, g * 1'000'003);
    }
    return groups;
}

inline std::set<std::uint64_t> groups_in(const std::vector<std::int64_t>& rows,
                                         const std::vector<std::uint64_t>& groups) {
    std::set<std::uint64_t> keys;
    for (const auto row : rows) {
        keys.insert(groups[static_cast<std::size_t>(row)]);
    }
    return keys;
}

/// No group is in both lists, no row is twice in one, both ascend.
inline void check_disjoint(const sinter::evaluation::Split& split, const std::vector<std::uint64_t>& groups) {
    const auto test = groups_in(split.test, groups);
    for (const auto key : groups_in(split.training, groups)) {
        CHECK(test.count(key) == 0);
    }
    for (const auto* rows : {&split.training, &split.test}) {
        for (std::size_t i = 1; i < rows->size(); ++i) {
            CHECK((*rows)[i - 1] < (*rows)[i]);
        }
    }
}

/// Every row is tested in one fold of each repeat and trained on in the others.
inline void check_each_row_tested_once(const std::vector<sinter::evaluation::Split>& splits, int repeats,
                                       std::size_t rows) {
    std::vector<std::vector<int>> tested(static_cast<std::size_t>(repeats), std::vector<int>(rows, 0));
    for (const auto& split : splits) {
        CHECK(split.training.size() + split.test.size() == rows);
        for (const auto row : split.test) {
            ++tested[static_cast<std::size_t>(split.repeat)][static_cast<std::size_t>(row)];
        }
    }
    for (const auto& counts : tested) {
        CHECK(counts == std::vector<int>(rows, 1));
    }
}

inline sinter::diagnostics::ErrorKind kind_of(const sinter::diagnostics::InputError& error) {
    return error.diagnostics().all().front().kind;
}

/// The error that the call ends in; fails the test if it ends in none.
template <class Call>
sinter::diagnostics::InputError error_of(Call call) {
    try {
        call();
    } catch (const sinter::diagnostics::InputError& error) {
        return error;
    }
    FAIL("no error");
    return {sinter::diagnostics::ErrorKind::config, {}, ""};
}
