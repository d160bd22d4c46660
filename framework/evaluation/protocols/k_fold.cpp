// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/k_fold.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/evaluation/protocols/group_shuffle.hpp"
#include "framework/evaluation/protocols/strata.hpp"

#include <algorithm>
#include <map>
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

void require_enough_groups(std::size_t distinct, std::size_t rows, int folds,
                           const diagnostics::Position& where) {
    if (distinct < static_cast<std::size_t>(folds)) {
        throw InputError(ErrorKind::data, where,
                         std::to_string(folds) + " folds need at least as many groups, but the " +
                             bytes::counted(rows, "row") + " of the target label " +
                             std::string(bytes::for_count(rows, "is", "are")) + " in " +
                             bytes::counted(distinct, "group"),
                         {"rows of one group (by default one composition) are held out together"});
    }
}

/// Every folds-th of the groups from number `fold` on, ascending.
std::vector<std::uint64_t> groups_of_fold(const std::vector<std::uint64_t>& dealt, std::size_t fold,
                                          std::size_t folds) {
    std::vector<std::uint64_t> held_out;
    for (std::size_t i = fold; i < dealt.size(); i += folds) {
        held_out.push_back(dealt[i]);
    }
    std::sort(held_out.begin(), held_out.end());
    return held_out;
}

/// Groups are dealt to the folds in turn, stratum after stratum without a fresh start: so neither a stratum
/// nor all of them together are more than one group out of balance. No strata: one of all groups.
std::vector<Split> deal(std::span<const std::uint64_t> groups,
                        const std::map<std::uint64_t, std::int64_t>& strata, const KFoldOptions& options,
                        const Stream& study, const diagnostics::Position& where) {
    require_valid(options, where);
    const auto distinct = distinct_groups(groups);
    require_enough_groups(distinct.size(), groups.size(), options.folds, where);
    const auto folds = static_cast<std::size_t>(options.folds);
    std::vector<Split> splits;
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
        auto dealt = shuffled_groups(distinct, study, repeat);
        if (!strata.empty()) {
            sort_by_stratum(dealt, strata);
        }
        for (int fold = 0; fold < options.folds; ++fold) {
            const auto held_out = groups_of_fold(dealt, static_cast<std::size_t>(fold), folds);
            splits.push_back(hold_out(groups, held_out, repeat, fold, where));
        }
    }
    return splits;
}

} // namespace

std::vector<Split> k_fold(std::span<const std::uint64_t> groups, const KFoldOptions& options,
                          const Stream& study, const diagnostics::Position& where) {
    return deal(groups, {}, options, study, where);
}

std::vector<Split> stratified_k_fold(std::span<const std::uint64_t> groups,
                                     std::span<const std::int64_t> strata, const KFoldOptions& options,
                                     const Stream& study, const diagnostics::Position& where) {
    return deal(groups, strata_of_groups(groups, strata), options, study, where);
}

} // namespace sinter::evaluation
