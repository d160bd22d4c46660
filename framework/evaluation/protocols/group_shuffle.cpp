// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/group_shuffle.hpp"

#include <algorithm>
#include <string>

namespace sinter::evaluation {

namespace {

constexpr std::size_t minimum_training_rows = 2; // one row has no spread: no learner can be judged by it

} // namespace

std::vector<std::uint64_t> distinct_groups(std::span<const std::uint64_t> groups) {
    std::vector<std::uint64_t> distinct(groups.begin(), groups.end());
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    return distinct;
}

std::vector<std::uint64_t> shuffled_groups(std::vector<std::uint64_t> distinct, const Stream& study,
                                           int repeat) {
    Draws draws(study.derive("folds").derive(static_cast<std::uint64_t>(repeat)));
    draws.shuffle(distinct);
    return distinct;
}

void sort_by_stratum(std::vector<std::uint64_t>& groups,
                     const std::map<std::uint64_t, std::int64_t>& strata) {
    std::stable_sort(groups.begin(), groups.end(),
                     [&](std::uint64_t a, std::uint64_t b) { return strata.at(a) < strata.at(b); });
}

void require_training_rows(const Split& split, std::size_t rows, const diagnostics::Position& where) {
    if (split.training.size() < minimum_training_rows) {
        throw diagnostics::InputError(diagnostics::ErrorKind::data, where,
                                      "repeat " + std::to_string(split.repeat) + ", fold " +
                                          std::to_string(split.fold) + " would train on " +
                                          std::to_string(split.training.size()) +
                                          " rows of the target label; at least " +
                                          std::to_string(minimum_training_rows) + " are needed",
                                      {"rows with the target label: " + std::to_string(rows)});
    }
}

Split hold_out(std::span<const std::uint64_t> groups, std::span<const std::uint64_t> held_out, int repeat,
               int fold, const diagnostics::Position& where) {
    Split split{repeat, fold, {}, {}};
    for (std::size_t row = 0; row < groups.size(); ++row) {
        const bool is_test = std::binary_search(held_out.begin(), held_out.end(), groups[row]);
        (is_test ? split.test : split.training).push_back(static_cast<std::int64_t>(row));
    }
    require_training_rows(split, groups.size(), where);
    return split;
}

} // namespace sinter::evaluation
