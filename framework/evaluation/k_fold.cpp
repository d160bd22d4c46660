// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/k_fold.hpp"

#include "framework/evaluation/group_shuffle.hpp"

#include <algorithm>
#include <string>

namespace sinter::evaluation {

namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;

void require_valid(const KFoldOptions& options, const diagnostics::Position& where) {
    if (options.folds < 2) {
        throw InputError(ErrorKind::config, where,
                         "folds = " + std::to_string(options.folds) + ", but at least 2 are needed");
    }
    if (options.repeats < 1) {
        throw InputError(ErrorKind::config, where,
                         "repeats = " + std::to_string(options.repeats) + ", but at least 1 is needed");
    }
}

/// Every folds-th of the shuffled groups from number `fold` on, ascending.
std::vector<std::uint64_t> groups_of_fold(const std::vector<std::uint64_t>& shuffled, std::size_t fold,
                                          std::size_t folds) {
    std::vector<std::uint64_t> held_out;
    for (std::size_t i = fold; i < shuffled.size(); i += folds) {
        held_out.push_back(shuffled[i]);
    }
    std::sort(held_out.begin(), held_out.end());
    return held_out;
}

} // namespace

std::vector<Split> k_fold(std::span<const std::uint64_t> groups, const KFoldOptions& options,
                          const Stream& study, const diagnostics::Position& where) {
    require_valid(options, where);
    const auto distinct = distinct_groups(groups);
    const auto folds = static_cast<std::size_t>(options.folds);
    if (distinct.size() < folds) {
        throw InputError(ErrorKind::data, where,
                         std::to_string(options.folds) + " folds need at least as many groups, but the " +
                             std::to_string(groups.size()) + " rows of the target label are in " +
                             std::to_string(distinct.size()),
                         {"rows of one group (by default one composition) are held out together"});
    }
    std::vector<Split> splits;
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
        const auto shuffled = shuffled_groups(distinct, study, repeat);
        for (int fold = 0; fold < options.folds; ++fold) {
            const auto held_out = groups_of_fold(shuffled, static_cast<std::size_t>(fold), folds);
            splits.push_back(hold_out(groups, held_out, repeat, fold, where));
        }
    }
    return splits;
}

} // namespace sinter::evaluation
